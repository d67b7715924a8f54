package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the recorded cases leave open: limits, scopes, what happens while nobody is there. */
class BotChannelTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long WAIT_MS = 10_000;
    private static final long QUIET_MS = 300;

    private static final TestServer server = TestServer.shared();
    private static String echo;

    private AidaClient client;

    @BeforeAll
    static void start() {
        echo = "bot:"
                + bot("session", "\"type\":\"echo\",\"prefix\":\"echo: \",\"quiet\":\"/quiet\",\"end_on\":\"bye\"");
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    private static String bot(String scope, String engine) {
        return server.makeBot("{\"engine\":{" + engine + "},\"channels\":[{\"type\":\"websocket\","
                + "\"access_token\":\"t\",\"scope\":\"" + scope + "\"}]}");
    }

    @Test
    void aTextOfTheLimitIsStoredAndOneCharacterMoreIsTooLong() {
        client = join(echo);
        String session = open(client, echo);
        // Characters are code points: an emoji is one, though Java counts two.
        String longest = "\uD83D\uDC4B".repeat(100_000);

        assertThat(say(session, longest).get("status").asText()).isEqualTo("ok");
        assertReason(say(session, longest + "x"), "too_long");
        assertThat(say(session, "  " + longest + "\n").get("status").asText())
                .as("white space around it does not count")
                .isEqualTo("ok");
    }

    @Test
    void dataOfTheLimitIsStoredAndOneByteMoreIsTooLong() {
        client = join(echo);
        String session = open(client, echo);
        // {"k":"..."} has eight bytes around the value.
        assertThat(put(session, "x".repeat(65_536 - 8)).get("status").asText()).isEqualTo("ok");
        assertReason(put(session, "x".repeat(65_536 - 7)), "too_long");

        ObjectNode data = JSON.objectNode().put("k", "x".repeat(65_536 - 7));
        ObjectNode payload = JSON.objectNode();
        payload.set("data", data);
        assertReason(client.reply(client.push(echo, "new_session", payload)), "too_long");
    }

    @Test
    void aClientIdOfTheWrongKindIsNamed() {
        client = join(echo);
        String session = open(client, echo);
        for (JsonNode wrong :
                new JsonNode[] {JSON.numberNode(1), JSON.nullNode(), JSON.textNode(""), JSON.textNode("x".repeat(256))
                }) {
            ObjectNode payload = JSON.objectNode().put("session", session).put("text", "hi");
            payload.set("client_id", wrong);
            JsonNode reply = client.reply(client.push(echo, "utb_msg", payload));
            assertReason(reply, "invalid_payload");
            assertThat(reply.get("response").get("field").asText()).isEqualTo("client_id");
        }
    }

    @Test
    void theSameClientIdTwiceIsStoredOnceAndAnsweredAlike() {
        client = join(echo);
        String session = open(client, echo);
        ObjectNode payload =
                JSON.objectNode().put("session", session).put("text", "once").put("client_id", "c1");

        JsonNode first = client.reply(client.push(echo, "utb_msg", payload));
        JsonNode second = client.reply(client.push(echo, "utb_msg", payload));

        assertThat(second).isEqualTo(first);
        assertThat(heard(client)).isEqualTo("echo: once");
        assertThat(client.take(frame -> frame.event().equals("btu_msg"), QUIET_MS))
                .isNull();
    }

    @Test
    void anAcknowledgementCarriesTheIdAndTheSeqOfTheLog() {
        client = join(echo);
        String session = open(client, echo);

        JsonNode first = say(session, "/quiet one").get("response");
        JsonNode second = say(session, "/quiet two").get("response");

        assertThat(first.get("id").asText()).hasSize(36);
        assertThat(second.get("seq").asLong()).isEqualTo(first.get("seq").asLong() + 1);
    }

    @Test
    void whatWasSaidWhileNobodyWasThereComesAtTheNextAttachAndOnce() {
        client = join(echo);
        String session = open(client, echo);
        say(session, "before");
        assertThat(heard(client)).isEqualTo("echo: before");
        leave(session);

        systemSays(session, "while you were away");
        client = join(echo);
        say(session, "back");

        assertThat(heard(client)).isEqualTo("while you were away");
        assertThat(heard(client)).isEqualTo("echo: back");
        leave(session);
        client = join(echo);
        say(session, "/quiet");
        assertThat(client.take(frame -> frame.event().equals("btu_msg"), QUIET_MS))
                .as("what was heard once is not said again")
                .isNull();
    }

    @Test
    void aSocketThatIsNotAttachedHearsNothingInScopeSession() {
        client = join(echo);
        AidaClient other = join(echo);
        String session = open(client, echo);

        say(session, "private");

        assertThat(heard(client)).isEqualTo("echo: private");
        assertThat(other.take(frame -> frame.event().equals("btu_msg"), QUIET_MS))
                .isNull();
        other.close();
    }

    @Test
    void inScopeTopicAnAnswerGoesToWhoAskedAndEverythingElseToAll() {
        String topic = "bot:" + bot("topic", "\"type\":\"echo\"");
        client = join(topic);
        AidaClient other = join(topic);
        String session = open(client, topic);

        client.reply(client.push(
                topic, "utb_msg", JSON.objectNode().put("session", session).put("text", "mine")));
        assertThat(heard(client)).isEqualTo("mine");
        systemSays(session, "to all");

        assertThat(heard(client)).isEqualTo("to all");
        assertThat(heard(other)).isEqualTo("to all");
        other.close();
    }

    @Test
    void aClosedConversationTakesNothingMore() {
        client = join(echo);
        String session = open(client, echo);
        say(session, "bye");
        assertThat(heard(client)).isEqualTo("echo: bye");
        Waiting.until(
                "it is closed",
                () -> say(session, "/quiet").get("status").asText().equals("error"));

        assertReason(say(session, "more"), "session_closed");
        assertReason(put(session, "v"), "session_closed");
    }

    @Test
    void manyPushesWithoutWaitingAreAnsweredInOrder() {
        client = join(echo);
        String session = open(client, echo);
        for (int i = 0; i < 500; i++) {
            client.push(
                    echo, "utb_msg", JSON.objectNode().put("session", session).put("text", "m" + i));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(heard(client)).isEqualTo("echo: m" + i);
        }
    }

    @Test
    void anImageAndTheTextBehindItAreStoredInThatOrder() {
        client = join(echo);
        for (int round = 0; round < 20; round++) {
            String session = open(client, echo);
            String image = client.push(
                    echo,
                    "utb_img",
                    JSON.objectNode()
                            .put("session", session)
                            .put("image", UUID.randomUUID().toString()));
            String text = client.push(
                    echo, "utb_msg", JSON.objectNode().put("session", session).put("text", "/quiet behind"));

            assertReason(client.reply(image), "invalid_image");
            // joined, then the image, then the text
            assertThat(client.reply(text).get("response").get("seq").asLong()).isEqualTo(3);
        }
    }

    @Test
    void aPageOfAnotherOriginIsRefusedAtTheJoin() {
        String topic = "bot:"
                + server.makeBot("{\"engine\":{\"type\":\"echo\"},\"origins\":[\"https://shop.example\"],"
                        + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"t\"}]}");
        client = new AidaClient(server.http(), server.url(), "2.0.0", "https://evil.example");
        assertReason(
                client.reply(client.push(topic, "phx_join", JSON.objectNode().put("access_token", "t"))),
                "origin_not_allowed");
        client.close();
        client = new AidaClient(server.http(), server.url(), "2.0.0", "https://shop.example");
        assertThat(client.reply(client.push(topic, "phx_join", JSON.objectNode().put("access_token", "t")))
                        .get("status")
                        .asText())
                .isEqualTo("ok");
    }

    @Test
    void conversationsOutliveAServerRestart() {
        TestServer own = TestServer.start();
        try {
            String topic = "bot:"
                    + own.makeBot("{\"engine\":{\"type\":\"echo\"},\"channels\":[{\"type\":\"websocket\","
                            + "\"access_token\":\"t\"}]}");
            AidaClient before = join(own, topic);
            String session = open(before, topic);
            own.pause();
            own.resume();
            AidaClient after = join(own, topic);

            after.push(
                    topic, "utb_msg", JSON.objectNode().put("session", session).put("text", "again"));

            assertThat(heard(after)).isEqualTo("again");
            after.close();
        } finally {
            own.stop();
        }
    }

    /** Closes the client and waits until the server has noted what it heard. */
    private void leave(String session) {
        client.close();
        Waiting.until("what was heard is noted", () -> {
            Session now = Waiting.on(server.parley()
                            .conversations()
                            .session(new SessionRef(UUID.fromString(session), null, null)))
                    .orElseThrow();
            return now.heard() == now.lastSeq();
        });
    }

    private static void systemSays(String session, String text) {
        SessionRef target = new SessionRef(UUID.fromString(session), null, null);
        Waiting.on(server.parley().conversations().append(target, Draft.of(Author.SYSTEM, new Body.Text(text))));
    }

    private static AidaClient join(String topic) {
        return join(server, topic);
    }

    private static AidaClient join(TestServer at, String topic) {
        AidaClient joined = new AidaClient(at.http(), at.url(), "2.0.0");
        JsonNode reply =
                joined.reply(joined.push(topic, "phx_join", JSON.objectNode().put("access_token", "t")));
        assertThat(reply.get("status").asText()).isEqualTo("ok");
        return joined;
    }

    private static String open(AidaClient client, String topic) {
        return client.reply(client.push(topic, "new_session", JSON.objectNode()))
                .get("response")
                .get("session")
                .asText();
    }

    private JsonNode say(String session, String text) {
        return client.reply(client.push(
                echo, "utb_msg", JSON.objectNode().put("session", session).put("text", text)));
    }

    private JsonNode put(String session, String value) {
        ObjectNode payload = JSON.objectNode().put("session", session);
        payload.set("data", JSON.objectNode().put("k", value));
        return client.reply(client.push(echo, "put_data", payload));
    }

    private static String heard(AidaClient client) {
        AidaClient.Frame frame = client.take(candidate -> candidate.event().equals("btu_msg"), WAIT_MS);
        assertThat(frame).as("a btu_msg").isNotNull();
        return frame.payload().get("text").asText();
    }

    private static void assertReason(JsonNode reply, String reason) {
        assertThat(reply.get("status").asText()).isEqualTo("error");
        assertThat(reply.get("response").get("reason").asText()).isEqualTo(reason);
    }
}
