package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Appended;
import dev.parley.testing.LoopProbe;
import dev.parley.testing.RawSocket;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Much of the past for clients that take it slowly or not at all: all of it arrives, and little of it waits. */
@Timeout(120)
class SlowReaderTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LONG = 99_000;

    private static TestServer server;
    private static String bot;
    private static Tab beside;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        bot = Tab.echoBot(server, "session");
        beside = Tab.counting(server, bot);
    }

    @AfterAll
    static void stop() {
        beside.close();
        server.stop();
    }

    /** The bot says many long texts in a session, each with its number in front. */
    private static void talk(String session, int texts, int length) {
        List<Future<Appended>> said = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            said.add(Tab.botSays(server, session, i + " " + "x".repeat(length - 2)));
        }
        said.forEach(Waiting::on);
    }

    private static String number(String text) {
        return text.substring(0, text.indexOf(' '));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static List<String> poll(LongPollClient client, int texts) {
        List<String> heard = new ArrayList<>();
        while (heard.size() < texts) {
            heard.add(number(client.next("btu_msg").get("text").asText()));
        }
        return heard;
    }

    @Test
    void muchThatWasMissedInOneSessionArrivesOverLongPoll() {
        String session = sessionNobodyListensTo();
        talk(session, 90, LONG);

        LongPollClient client = new LongPollClient(server, bot);
        client.push("phx_join", joining(Tab.object().put(session, 1)));

        assertThat(poll(client, 90)).containsExactlyElementsOf(numbers(90));
        assertThat(client.largest()).as("characters of an answer").isLessThan(2 * MEBIBYTE);
    }

    @Test
    void aLittleThatWasMissedInEachOfManySessionsArrivesOverLongPoll() {
        ObjectNode sessions = Tab.object();
        for (int i = 0; i < 90; i++) {
            String session = sessionNobodyListensTo();
            sessions.put(session, 1);
            Tab.told(server, session, i + " " + "x".repeat(LONG - 2));
        }

        LongPollClient client = new LongPollClient(server, bot);
        client.push("phx_join", joining(sessions));

        assertThat(poll(client, 90)).containsExactlyInAnyOrderElementsOf(numbers(90));
        assertThat(client.largest()).as("characters of an answer").isLessThan(MEBIBYTE);
    }

    @Test
    void whoAsksForThePastAgainAndAgainAndReadsNothingHarmsNobody() throws IOException {
        int asked = 60;
        String session = sessionNobodyListensTo();
        talk(session, 20, 95_000);
        LoopProbe probe = new LoopProbe(server.vertx());
        try (RawSocket client = new RawSocket(server.port(), 4_096)) {
            client.request("GET", "/socket/websocket?vsn=2.0.0", Map.of());
            String topic = "\"bot:" + bot + "\"";
            client.text("[\"1\",\"1\"," + topic + ",\"phx_join\"," + joining(Tab.object()) + "]");
            assertThat(client.receive().text()).contains("\"ok\"");
            long before = PlatformDependent.usedDirectMemory();
            for (int i = 0; i < asked; i++) {
                client.text("[\"1\",\"h" + i + "\"," + topic + ",\"history\",{\"session\":\"" + session + "\"}]");
            }
            String other = beside.open();
            for (int i = 0; i < 20; i++) {
                beside.say(other, "m" + i);
                assertThat(beside.event().payload().get("text").asText()).isEqualTo("echo: m" + i);
            }
            assertThat(PlatformDependent.usedDirectMemory() - before)
                    .as("bytes outside of the heap for replies that nobody reads")
                    .isLessThan(16 * MEBIBYTE);

            for (int i = 0; i < asked; i++) {
                String reply = client.receive(10_000).text();
                assertThat(reply).startsWith("[\"1\",\"h" + i + "\"").contains("\"more\":true");
                assertThat(reply.length()).isBetween(MEBIBYTE, 2 * MEBIBYTE);
            }
        } finally {
            probe.close();
        }
        assertThat(probe.longestMillis())
                .as("CPU milliseconds of an event loop's longest task")
                .isLessThan(1_000);
    }

    /** A session of which only its log knows what is said in it. */
    private static String sessionNobodyListensTo() {
        try (Tab gone = Tab.counting(server, bot)) {
            return gone.open();
        }
    }

    private static ObjectNode joining(ObjectNode sessions) {
        return Tab.object().put("access_token", Tab.TOKEN).set("sessions", sessions);
    }
}
