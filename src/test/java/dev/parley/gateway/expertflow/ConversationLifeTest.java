package dev.parley.gateway.expertflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.config.ConfigKey;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.expertflow.CustomerClients.Begun;
import dev.parley.testing.LongRunning;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long conversations live in which nothing happens, on a server with little patience. */
@LongRunning(seconds = 11)
class ConversationLifeTest {
    private static TestServer server;
    private static CustomerClients customers;

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> settings.set(ExpertflowOptions.JOIN_WITHIN, Duration.ofSeconds(4))
                .set(ExpertflowOptions.IDLE, Duration.ofSeconds(5))
                .set(ConfigKey.SWEEP_INTERVAL, Duration.ofMillis(100)));
        server.makeBot("{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"expertflow\"}]}");
        customers = new CustomerClients(server);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void aConversationNobodyJoinsIsErasedWithItsCustomer() {
        Begun begun = customers.init();
        Waiting.until(
                "it is erased",
                () -> Waiting.on(server.parley().conversations().session(new SessionRef(begun.session(), null, null)))
                        .isEmpty());

        try (SioClient client = customers.connect()) {
            assertThat(client.emit("joinConversation", begun.joining())
                            .get("code")
                            .asInt())
                    .isEqualTo(404);
        }
        assertThat(Waiting.on(server.parley()
                        .conversations()
                        .find(new dev.parley.conversation.Identity("expertflow", begun.id(), begun.participant()))))
                .isEmpty();
        assertThat(customers
                        .get("/api/customer/transcript/" + begun.id() + "/pdf")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aConversationInWhichNothingIsSaidEndsAndOneWithMessagesGoesOn() {
        Begun silent = customers.init();
        Begun talking = customers.init();
        try (SioClient quiet = customers.join(silent);
                SioClient lively = customers.join(talking)) {
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!quiet.hasHeard(
                            "messageArrived",
                            message -> message.path("activityType").asText().equals("endOfConversation"))
                    && System.nanoTime() < end) {
                lively.emit("sendMessage", talking.saying("still here"));
                lively.says("still here");
            }

            assertThat(quiet.activity("endOfConversation").at("/info/reason").asText())
                    .isEqualTo("timeout");
            assertThat(lively.emit("sendMessage", talking.saying("and on"))
                            .get("code")
                            .asInt())
                    .isEqualTo(200);
        }
    }
}
