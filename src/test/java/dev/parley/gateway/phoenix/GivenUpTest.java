package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client hears of a message that was given up while no client was there. */
class GivenUpTest {
    private static final TestServer server = TestServer.shared();
    private static String bot;

    @BeforeAll
    static void start() {
        bot = server.makeBot("{\"engine\":{\"type\":\"lines\",\"lines\":{},\"refuse\":[\"nobody\"]},\"retry_for\":0,"
                + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"" + Tab.TOKEN + "\"}]}");
    }

    @Test
    void whoeverComesBackIsToldThatItWasGivenUp() {
        String session;
        long seq;
        try (Tab left = Tab.counting(server, bot)) {
            session = left.open();
            seq = left.say(session, "nobody").get("seq").asLong();
        }
        Waiting.until(
                "it is given up",
                () -> !Waiting.on(server.parts().store().undeliverables().ofSession(UUID.fromString(session), 1))
                        .isEmpty());

        try (Tab hasIt = Tab.counting(server, bot, Tab.object().put(session, seq));
                Tab hasNothing = Tab.counting(server, bot, Tab.object().put(session, 0));
                Tab asks = Tab.counting(server, bot);
                Tab plain = Tab.plain(server, bot)) {
            asks.history(session);
            plain.ok("put_data", Tab.object().put("session", session).set("data", Tab.object()));

            assertThat(hasNothing.next().event()).isEqualTo("utb_msg");
            for (Tab tab : List.of(hasIt, hasNothing, asks)) {
                AidaClient.Frame told = tab.next();
                assertThat(told.event()).isEqualTo("msg_status");
                assertThat(told.payload().get("seq").asLong()).isEqualTo(seq);
                assertThat(told.payload().get("status").asText()).isEqualTo("undeliverable");
            }
            Tab.told(server, session, "news");
            for (Tab tab : List.of(hasIt, hasNothing, asks, plain)) {
                assertThat(tab.next().event()).as("nothing more").isEqualTo("btu_msg");
            }
        }
    }
}
