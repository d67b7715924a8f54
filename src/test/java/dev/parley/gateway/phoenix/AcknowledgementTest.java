package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told of a message that is stored, and that sending it again stores it once. */
class AcknowledgementTest {
    private TestServer server;
    private String bot;

    @BeforeEach
    void start() {
        server = TestServer.start();
        bot = Tab.echoBot(server, "session");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aStoredMessageIsAnsweredWithItsIdAndSeq() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            JsonNode reply = tab.say(session, "one");

            assertThat(reply.fieldNames()).toIterable().containsOnly("id", "seq");
            JsonNode stored = tab.ok("history", Tab.object().put("session", session))
                    .get("events")
                    .get(0);
            assertThat(stored.get("id")).isEqualTo(reply.get("id"));
            assertThat(stored.get("seq").asLong())
                    .isEqualTo(reply.get("seq").asLong())
                    .isEqualTo(2);
        }
    }

    @Test
    void theSameClientIdTwiceIsStoredAndAnsweredOnce() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            String first = tab.push("utb_msg", Tab.message(session, "one").put("client_id", "c1"));
            String second = tab.push("utb_msg", Tab.message(session, "one").put("client_id", "c1"));

            assertThat(tab.reply(first)).isEqualTo(tab.reply(second));
            assertThat(tab.say(session, "one", "c1")).isEqualTo(tab.say(session, "one", "c1"));
            tab.say(session, "two", "c2");
            assertThat(tab.hear(2)).containsExactly("btu_msg 3 echo: one", "btu_msg 5 echo: two");
            assertThat(tab.history(session)).containsExactly("2 one", "3 echo: one", "4 two", "5 echo: two");
        }
    }

    @Test
    void theSameClientIdIsOneMessageOverReconnectAndRestart() {
        JsonNode stored;
        String session;
        try (Tab tab = Tab.counting(server, bot)) {
            session = tab.open();
            stored = tab.say(session, "one", "c1");
        }
        try (Tab tab = Tab.counting(server, bot)) {
            assertThat(tab.say(session, "one", "c1")).isEqualTo(stored);
        }
        server.pause();
        server.resume();
        try (Tab tab = Tab.counting(server, bot, Tab.object().put(session, 0))) {
            assertThat(tab.say(session, "one", "c1")).isEqualTo(stored);
            assertThat(tab.hear(2)).containsExactly("utb_msg 2 one", "btu_msg 3 echo: one");
            assertThat(tab.history(session)).containsExactly("2 one", "3 echo: one");
        }
    }

    @Test
    void aClientIdIsItsSendersInItsSession() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            String other = tab.open();
            Draft draft = Draft.of(new Author(Author.Type.BOT, "Bot"), new Body.Text("hi"), null, "c1");
            Waiting.on(StoreCalls.append(
                    server.parts().store(), new SessionRef(UUID.fromString(session), null, null), draft));

            assertThat(tab.say(session, "one", "c1").get("seq").asLong()).isEqualTo(3);
            assertThat(tab.say(other, "one", "c1").get("seq").asLong()).isEqualTo(2);
        }
    }

    @Test
    void aRepeatIsAnsweredEvenWhenTheSessionWasClosedSince() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            JsonNode stored = tab.say(session, "bye", "c1");
            assertThat(tab.hear(2)).containsExactly("btu_msg 3 echo: bye", "session_closed 4 ");

            assertThat(tab.say(session, "bye", "c1")).isEqualTo(stored);
            assertThat(tab.error("utb_msg", Tab.message(session, "bye").put("client_id", "c2")))
                    .hasToString("{\"reason\":\"session_closed\"}");
        }
    }

    @Test
    void anImageIsAcknowledgedAndSentOnceTheSameWay() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            UUID image = UUID.randomUUID();
            UUID id = UUID.fromString(session);
            Waiting.on(server.parts()
                    .store()
                    .addImage(
                            new SessionRef(id, null, null),
                            new ImageRecord(image, id, "image/png", 1, 1, 1, Instant.EPOCH)));
            ObjectNode push = Tab.object()
                    .put("session", session)
                    .put("image", image.toString())
                    .put("client_id", "c1");

            JsonNode stored = tab.ok("utb_img", push);

            assertThat(stored.fieldNames()).toIterable().containsOnly("id", "seq");
            assertThat(tab.ok("utb_img", push)).isEqualTo(stored);
            assertThat(tab.hear(1)).containsExactly("btu_msg 3 ");
            assertThat(tab.say(session, "one").get("seq").asLong()).isEqualTo(4);
        }
    }

    @Test
    void inScopeTopicMessagesAreAcknowledgedToo() {
        String topicBot = Tab.echoBot(server, "topic");
        try (Tab tab = Tab.plain(server, topicBot)) {
            String session = tab.open();
            JsonNode stored = tab.say(session, "one", "c1");

            assertThat(stored.fieldNames()).toIterable().containsOnly("id", "seq");
            assertThat(tab.say(session, "one", "c1")).isEqualTo(stored);
            tab.say(session, "two");
            assertThat(tab.hear(2)).containsExactly("btu_msg  echo: one", "btu_msg  echo: two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "7", "null", "{}"})
    void aClientIdOfAnotherFormIsRefused(String clientId) {
        refused(TestServer.json(clientId));
    }

    @Test
    void aClientIdOverItsLengthIsRefused() {
        refused(Tab.object().textNode("x".repeat(256)));
        try (Tab tab = Tab.counting(server, bot)) {
            assertThat(tab.say(tab.open(), "one", "x".repeat(255)).get("seq").asLong())
                    .isEqualTo(2);
        }
    }

    private void refused(JsonNode clientId) {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            JsonNode error = tab.error("utb_msg", Tab.message(session, "one").set("client_id", clientId));
            assertThat(error).hasToString("{\"reason\":\"invalid_payload\",\"field\":\"client_id\"}");
            assertThat(tab.history(session)).isEmpty();
        }
    }
}
