package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Author;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Notification;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is told beside the messages: typing, seen, delivery status, the end. */
class TellingTest {
    private static final BlockingQueue<Notification> SIGNALS = new LinkedBlockingQueue<>();

    private static TestServer server;
    private static String bot;
    private static String typist;

    @BeforeAll
    static void start() {
        TestParts parts = new TestParts().fanout(TellingTest::listening);
        server = TestServer.start(settings -> {}, parts);
        bot = Tab.echoBot(server, "session");
        typist = server.makeBot("{\"engine\":{\"type\":\"echo\",\"typing\":true},"
                + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"tab-token\"}]}");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void theBotsTypingFramesItsAnswer() {
        try (Tab tab = Tab.counting(server, typist)) {
            String session = tab.open();
            tab.say(session, "one");
            List<AidaClient.Frame> told = List.of(tab.next(), tab.next(), tab.next(), tab.next());

            assertThat(told)
                    .filteredOn(push -> !push.event().equals("msg_status"))
                    .extracting(AidaClient.Frame::event)
                    .containsExactly("typing", "btu_msg", "typing");
            assertThat(told.get(0).payload()).hasToString("{\"on\":true,\"session\":\"" + session + "\"}");
            assertThat(told.get(3).payload()).hasToString("{\"on\":false,\"session\":\"" + session + "\"}");
        }
    }

    @Test
    void thePersonsTypingIsToldToTheBotsSideAndNotToTheOtherTab() throws Exception {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            try (Tab other = Tab.counting(server, bot, Tab.object().put(session, 0))) {
                ObjectNode typing = Tab.object().put("session", session).put("on", true);
                assertThat(tab.ok("typing", typing)).isEmpty();
                assertThat(tab.ok("typing", typing.put("on", false))).isEmpty();

                UUID id = UUID.fromString(session);
                UUID botId = UUID.fromString(bot);
                assertThat(notification(Notification.Typing.class, session))
                        .isEqualTo(new Notification.Typing(id, botId, Author.PERSON, true));
                assertThat(notification(Notification.Typing.class, session))
                        .isEqualTo(new Notification.Typing(id, botId, Author.PERSON, false));
                Tab.told(server, session, "news");
                assertThat(other.next().event()).isEqualTo("btu_msg");
            }
        }
    }

    @Test
    void typingAndSeenSayWhatIsMissing() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            ObjectNode named = Tab.object().put("session", session);
            ObjectNode unknown = Tab.object().put("session", UUID.randomUUID().toString());
            assertThat(tab.error("typing", named)).hasToString("{\"reason\":\"invalid_payload\",\"field\":\"on\"}");
            assertThat(tab.error("seen", named)).hasToString("{\"reason\":\"invalid_payload\",\"field\":\"seq\"}");
            assertThat(tab.error("typing", Tab.object().put("on", true)))
                    .hasToString("{\"reason\":\"invalid_payload\",\"field\":\"session\"}");
            assertThat(tab.error("typing", unknown.put("on", true))).hasToString("{\"reason\":\"unknown_session\"}");
            assertThat(tab.error("seen", unknown.put("seq", 1))).hasToString("{\"reason\":\"unknown_session\"}");
            assertThat(tab.error("seen", named.put("seq", -1)))
                    .hasToString("{\"reason\":\"invalid_payload\",\"field\":\"seq\"}");
        }
    }

    @Test
    void seenIsKeptNeverLoweredAndNeverBeyondTheLog() throws Exception {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            Tab.told(server, session, "one");
            Tab.told(server, session, "two");
            ObjectNode seen = Tab.object().put("session", session);

            assertThat(tab.ok("seen", seen.put("seq", 2))).isEmpty();
            assertThat(seen(session)).isEqualTo(2);
            assertThat(notification(Notification.Seen.class, session))
                    .isEqualTo(new Notification.Seen(UUID.fromString(session), UUID.fromString(bot), 2));
            tab.ok("seen", seen.put("seq", 1));
            assertThat(seen(session)).isEqualTo(2);
            tab.ok("seen", seen.put("seq", 1_000));
            assertThat(seen(session)).isEqualTo(3);
        }
    }

    @Test
    void eachMessageIsSaidToBeDeliveredOnceToEveryTab() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            try (Tab other = Tab.counting(server, bot, Tab.object().put(session, 0))) {
                List<JsonNode> stored = List.of(
                        tab.say(session, "one"), tab.say(session, "/quiet two"), tab.say(session, "/quiet three"));
                tab.say(session, "/quiet three", "c1");
                tab.say(session, "/quiet three", "c1");
                JsonNode last = tab.say(session, "four");

                List<String> expected = new ArrayList<>();
                stored.forEach(one -> expected.add(status(session, one)));
                for (Tab each : List.of(tab, other)) {
                    List<String> statuses = new ArrayList<>();
                    AidaClient.Frame push = each.next();
                    while (!push.event().equals("msg_status")
                            || !push.payload().path("seq").equals(last.get("seq"))) {
                        if (push.event().equals("msg_status")) {
                            statuses.add(push.payload().toString());
                        }
                        push = each.next();
                    }
                    assertThat(push.payload()).hasToString(status(session, last));
                    assertThat(statuses)
                            .hasSize(4)
                            .startsWith(expected.toArray(String[]::new))
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void theEndIsToldAndNothingIsTakenAfterIt() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            tab.say(session, "bye");

            assertThat(tab.hear(2)).containsExactly("btu_msg 3 echo: bye", "session_closed 4 ");
            String closed = "{\"reason\":\"session_closed\"}";
            assertThat(tab.error("utb_msg", Tab.message(session, "hello?"))).hasToString(closed);
            assertThat(tab.error(
                            "put_data",
                            Tab.object()
                                    .put("session", session)
                                    .set("data", Tab.object().put("a", 1))))
                    .hasToString(closed);
            assertThat(tab.history(session)).containsExactly("2 bye", "3 echo: bye", "4 ");
        }
    }

    @Test
    void theEndCarriesSessionAndSeqAlone() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            tab.say(session, "bye");
            AidaClient.Frame push = tab.next();
            while (!push.event().equals("session_closed")) {
                push = tab.next();
            }
            assertThat(push.payload()).hasToString("{\"seq\":4,\"session\":\"" + session + "\"}");
        }
    }

    private static String status(String session, JsonNode stored) {
        return "{\"id\":" + stored.get("id") + ",\"seq\":" + stored.get("seq")
                + ",\"status\":\"delivered\",\"session\":\"" + session + "\"}";
    }

    private static long seen(String session) {
        SessionRef target = new SessionRef(UUID.fromString(session), null, null);
        return Waiting.on(server.parts().store().session(target)).orElseThrow().seen();
    }

    /** The next notification of a kind about a session. */
    private static Notification notification(Class<? extends Notification> kind, String session)
            throws InterruptedException {
        while (true) {
            Notification notification = SIGNALS.poll(20, TimeUnit.SECONDS);
            assertThat(notification).as("a signal").isNotNull();
            if (kind.isInstance(notification) && notification.toString().contains(session)) {
                return notification;
            }
        }
    }

    private static Fanout listening(Fanout usual) {
        usual.subscribe(SIGNALS::addAll);
        return usual;
    }
}
