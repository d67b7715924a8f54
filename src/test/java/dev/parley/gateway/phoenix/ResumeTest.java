package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.config.ConfigKey;
import dev.parley.testing.TestServer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that comes back says it has seen, what it is answered and what it is told. */
class ResumeTest {
    private static final int LIMIT = 6;

    private static TestServer server;
    private static String bot;

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> settings.set(ConfigKey.RESUME_LIMIT, LIMIT));
        bot = Tab.echoBot(server, "session");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void whoHasReceivedNothingYetGetsEverythingInOrder() {
        String session = talk("one", "two");

        try (Tab tab = Tab.connected(server, bot)) {
            assertThat(resumed(tab, session, 0)).hasToString("{\"seq\":5,\"recovered\":true}");
            assertThat(tab.hear(4))
                    .containsExactly("utb_msg 2 one", "btu_msg 3 echo: one", "utb_msg 4 two", "btu_msg 5 echo: two");
        }
    }

    @Test
    void whoHasSeenSomethingGetsWhatCameAfterIt() {
        String session = talk("one", "two");

        try (Tab tab = Tab.connected(server, bot)) {
            resumed(tab, session, 3);
            assertThat(tab.hear(2)).containsExactly("utb_msg 4 two", "btu_msg 5 echo: two");
        }
    }

    @Test
    void whoHasSeenEverythingGetsWhatComesNext() {
        String session = talk("one");

        try (Tab tab = Tab.connected(server, bot)) {
            assertThat(resumed(tab, session, 3)).hasToString("{\"seq\":3,\"recovered\":true}");
            Tab.told(server, session, "news");
            assertThat(tab.hear(1)).containsExactly("btu_msg 4 news");
        }
    }

    @Test
    void aPushIsTheWholeEvent() {
        String session = talk("one");

        try (Tab tab = Tab.connected(server, bot)) {
            resumed(tab, session, 1);
            JsonNode said = tab.next().payload();
            JsonNode answer = tab.next().payload();
            assertThat(said.fieldNames())
                    .toIterable()
                    .containsOnly("session", "id", "seq", "at", "author", "type", "text");
            assertThat(said.get("author")).hasToString("{\"type\":\"person\"}");
            assertThat(answer.fieldNames())
                    .toIterable()
                    .containsOnly("session", "id", "seq", "at", "author", "type", "text", "cause");
            assertThat(answer.get("session").asText()).isEqualTo(session);
            assertThat(answer.get("author").get("type").asText()).isEqualTo("bot");
            assertThat(answer.get("type").asText()).isEqualTo("text");
            assertThat(answer.get("cause").asLong()).isEqualTo(said.get("seq").asLong());
            assertThat(answer.get("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        }
    }

    @Test
    void aSessionThatIsUnknownErasedOrAnotherBotsIsSaidToBeAndTheOthersGoOn() {
        String known = talk("one");
        String erased = talk("one");
        String foreign;
        String otherBot = Tab.echoBot(server, "session");
        try (Tab tab = Tab.plain(server, bot);
                Tab other = Tab.plain(server, otherBot)) {
            tab.ok("delete_session", Tab.object().put("session", erased));
            foreign = other.open();
        }
        String never = UUID.randomUUID().toString();

        try (Tab tab = Tab.connected(server, bot)) {
            ObjectNode sessions = Tab.object()
                    .put(erased, 0)
                    .put(never, 7)
                    .put(foreign, 0)
                    .put("no id", 0)
                    .put(known, 2);
            JsonNode answer = tab.resume(sessions).get("response").get("sessions");

            String unknown = "{\"error\":\"unknown_session\"}";
            assertThat(answer.size()).isEqualTo(5);
            assertThat(List.of(answer.get(erased), answer.get(never), answer.get(foreign), answer.get("no id")))
                    .allSatisfy(one -> assertThat(one).hasToString(unknown));
            assertThat(answer.get(known)).hasToString("{\"seq\":3,\"recovered\":true}");
            Tab.told(server, foreign, "not for you");
            Tab.told(server, known, "for you");
            assertThat(tab.hear(2)).containsExactly("btu_msg 3 echo: one", "btu_msg 4 for you");
        }
    }

    @Test
    void aClosedSessionIsToldToItsEndAndTakesNothingMore() {
        String session = talk("bye");

        try (Tab tab = Tab.connected(server, bot)) {
            assertThat(resumed(tab, session, 2)).hasToString("{\"seq\":4,\"recovered\":true}");
            assertThat(tab.hear(2)).containsExactly("btu_msg 3 echo: bye", "session_closed 4 ");
            assertThat(tab.error("utb_msg", Tab.message(session, "still there?")))
                    .hasToString("{\"reason\":\"session_closed\"}");
        }
    }

    @Test
    void twoTabsThatResumeShowTheSame() {
        String session = talk("one");

        try (Tab left = Tab.connected(server, bot);
                Tab right = Tab.connected(server, bot)) {
            resumed(left, session, 0);
            resumed(right, session, 0);
            assertThat(left.hear(2)).isEqualTo(right.hear(2));
            left.say(session, "two");
            assertThat(right.hear(2)).containsExactly("utb_msg 4 two", "btu_msg 5 echo: two");
            right.say(session, "three");
            assertThat(left.hear(3)).containsExactly("btu_msg 5 echo: two", "utb_msg 6 three", "btu_msg 7 echo: three");
            assertThat(right.hear(1)).containsExactly("btu_msg 7 echo: three");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT - 1, LIMIT})
    void asManyMissedAsTheLimitAllowsAreAllTold(int missed) {
        String session = talk("one", "two", "three", "four");

        try (Tab tab = Tab.connected(server, bot)) {
            assertThat(resumed(tab, session, 9 - missed)).hasToString("{\"seq\":9,\"recovered\":true}");
            assertThat(tab.hear(missed)).hasSize(missed).last().isEqualTo("btu_msg 9 echo: four");
        }
    }

    @Test
    void moreMissedThanTheLimitIsNotToldInPart() {
        String session = talk("one", "two", "three", "four");

        try (Tab tab = Tab.connected(server, bot)) {
            assertThat(resumed(tab, session, 9 - LIMIT - 1)).hasToString("{\"seq\":9,\"recovered\":false}");
            Tab.told(server, session, "news");
            assertThat(tab.hear(1)).containsExactly("btu_msg 10 news");
            assertThat(tab.history(session)).hasSize(9).startsWith("2 one").endsWith("10 news");
        }
    }

    @Test
    void aClientThatHasSeenMoreThanTheLogHoldsIsNotRecovered() {
        String session = talk("one");

        try (Tab tab = Tab.connected(server, bot)) {
            assertThat(resumed(tab, session, 4)).hasToString("{\"seq\":3,\"recovered\":false}");
            Tab.told(server, session, "news");
            assertThat(tab.hear(1)).containsExactly("btu_msg 4 news");
        }
    }

    @Test
    void emptySessionsCountAsPresentAndTakeInWhatIsOpenedLater() {
        try (Tab tab = Tab.connected(server, bot)) {
            assertThat(tab.resume(Tab.object()).get("response")).hasToString("{\"sessions\":{}}");
            String session = tab.open();
            tab.say(session, "one");
            assertThat(tab.hear(1)).containsExactly("btu_msg 3 echo: one");
        }
    }

    @Test
    void aSecondJoinOnTheSameSocketResumesToo() {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            tab.say(session, "one");
            assertThat(tab.hear(1)).containsExactly("btu_msg 3 echo: one");
            Tab.told(server, session, "news");
            assertThat(tab.hear(1)).containsExactly("btu_msg 4 news");

            resumed(tab, session, 3);
            assertThat(tab.hear(2)).containsExactly("phx_close  ", "btu_msg 4 news");
        }
    }

    @Test
    void aSessionIsNamedAsTheClientSpellsIt() {
        String session = talk("one").toUpperCase(Locale.ROOT);

        try (Tab tab = Tab.connected(server, bot)) {
            assertThat(resumed(tab, session, 2)).hasToString("{\"seq\":3,\"recovered\":true}");
            assertThat(tab.next().payload().get("session").asText()).isEqualTo(session);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"\"",
                "null",
                "7",
                "true",
                "{\"%s\":-1}",
                "{\"%s\":1.5}",
                "{\"%s\":\"1\"}",
                "{\"%s\":null}"
            })
    void sessionsOfAnotherFormAreRefused(String sessions) {
        try (Tab tab = Tab.connected(server, bot)) {
            JsonNode reply = tab.resume(TestServer.json(sessions.formatted(UUID.randomUUID())));
            assertThat(reply)
                    .hasToString(
                            "{\"response\":{\"reason\":\"invalid_payload\",\"field\":\"sessions\"},\"status\":\"error\"}");
            assertThat(tab.resume(Tab.object()).get("status").asText()).isEqualTo("ok");
        }
    }

    /** Joins with one session; what the reply says of it. */
    private static JsonNode resumed(Tab tab, String session, long seen) {
        return tab.resume(Tab.object().put(session, seen))
                .get("response")
                .get("sessions")
                .get(session);
    }

    /** A session in which a person has said this, each answered before the next: seq 1 is the bot's entering. */
    private static String talk(String... texts) {
        try (Tab tab = Tab.counting(server, bot)) {
            String session = tab.open();
            for (String text : texts) {
                tab.say(session, text);
                tab.hear(text.equals("bye") ? 2 : 1);
            }
            return session;
        }
    }
}
