package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.SessionRef;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client as AIDA made them sees none of what this server adds. */
class PlainClientTest {
    private static final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(strings = {"session", "topic"})
    void itHearsTextAndSessionAndNothingElse(String scope) {
        String bot = server.makeBot("{\"engine\":{\"type\":\"echo\",\"typing\":true,\"end_on\":\"bye\"},\"channels\":"
                + "[{\"type\":\"websocket\",\"access_token\":\"tab-token\",\"scope\":\"" + scope + "\"}]}");
        try (Tab tab = Tab.plain(server, bot)) {
            String session = tab.open();
            tab.say(session, "one");
            tab.say(session, "two");
            tab.say(session, "bye");
            assertThat(tab.next()).hasToString(line(bot, session, "one"));
            assertThat(tab.next()).hasToString(line(bot, session, "two"));
            assertThat(tab.next()).hasToString(line(bot, session, "bye"));

            // Order holds within a session only, so the other one begins when the first has said all.
            String next = tab.open();
            tab.say(next, "after the end");
            assertThat(tab.next()).hasToString(line(bot, next, "after the end"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "topic"})
    void itIsNotToldWhatAnotherSocketSaid(String scope) {
        String bot = Tab.echoBot(server, scope);
        try (Tab tab = Tab.plain(server, bot);
                Tab other = Tab.plain(server, bot)) {
            String session = tab.open();
            other.say(session, "/quiet hello");
            tab.say(session, "/quiet hello");
            Tab.told(server, session, "news");

            assertThat(tab.next()).hasToString(line(bot, session, "news"));
            assertThat(other.next()).hasToString(line(bot, session, "news"));
        }
    }

    @Test
    void whereTabsDifferEachIsToldInItsOwnForm() {
        String bot = Tab.echoBot(server, "session");
        try (Tab plain = Tab.plain(server, bot)) {
            String session = plain.open();
            try (Tab counting = Tab.counting(server, bot, Tab.object().put(session, 0))) {
                plain.say(session, "one");
                assertThat(counting.hear(2)).containsExactly("utb_msg 2 one", "btu_msg 3 echo: one");
                counting.say(session, "two");
                assertThat(counting.hear(1)).containsExactly("btu_msg 5 echo: two");
                assertThat(plain.next()).hasToString(line(bot, session, "echo: one"));
                assertThat(plain.next()).hasToString(line(bot, session, "echo: two"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "typing", "seen"})
    void scopeTopicReadsNothingOfThePast(String event) {
        String bot = Tab.echoBot(server, "topic");
        try (Tab tab = Tab.plain(server, bot)) {
            ObjectNode payload =
                    Tab.object().put("session", tab.open()).put("on", true).put("seq", 1);
            assertThat(tab.error(event, payload)).hasToString("{\"reason\":\"unknown_event\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"%s\":0}", "\"nonsense\""})
    void scopeTopicPassesOverSessionsInAJoin(String sessions) {
        String bot = Tab.echoBot(server, "topic");
        try (Tab tab = Tab.plain(server, bot);
                Tab resuming = Tab.connected(server, bot)) {
            String session = tab.open();
            tab.say(session, "one");
            assertThat(tab.next()).hasToString(line(bot, session, "echo: one"));
            JsonNode given = TestServer.json(sessions.formatted(session));

            assertThat(resuming.resume(given)).hasToString("{\"response\":{},\"status\":\"ok\"}");
            Tab.told(server, session, "news");
            assertThat(resuming.next()).hasToString(line(bot, session, "news"));
        }
    }

    @Test
    void inScopeSessionItMayUseWhatIsAddedWithoutHearingMore() {
        String bot = Tab.echoBot(server, "session");
        try (Tab tab = Tab.plain(server, bot)) {
            String session = tab.open();
            tab.say(session, "one");
            assertThat(tab.next()).hasToString(line(bot, session, "echo: one"));
            assertThat(tab.history(session)).containsExactly("2 one", "3 echo: one");
            tab.ok("seen", Tab.object().put("session", session).put("seq", 3));
            tab.ok("typing", Tab.object().put("session", session).put("on", true));
            assertThat(tab.error(
                            "nonsense",
                            Tab.object().put("session", UUID.randomUUID().toString())))
                    .hasToString("{\"reason\":\"unknown_event\"}");
            Tab.told(server, session, "news");
            assertThat(tab.next()).hasToString(line(bot, session, "news"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "topic"})
    void aHumanInTheBotsPlaceIsHeardButNotSeenComingAndGoing(String scope) {
        String bot = Tab.echoBot(server, scope);
        try (Tab tab = Tab.plain(server, bot)) {
            String session = tab.open();
            Conversations conversations = server.parley().conversations();
            SessionRef target = new SessionRef(UUID.fromString(session), null, null);
            Author ann = Conversations.agentAuthor("Ann");
            Waiting.on(conversations.append(target, Draft.of(ann, new Body.HandedOff())));
            Waiting.on(conversations.append(target, Draft.of(ann, new Body.Withheld("not to be disturbed"))));
            Waiting.on(conversations.takeOver(target, "Ann"));
            tab.say(session, "is anybody there?");
            Waiting.on(conversations.append(target, Draft.of(ann, new Body.Text("I am"))));
            Waiting.on(conversations.handBack(target));
            tab.say(session, "bye, Ann");

            assertThat(tab.next()).hasToString(line(bot, session, "I am"));
            assertThat(tab.next()).hasToString(line(bot, session, "echo: bye, Ann"));
        }
    }

    private static String line(String bot, String session, String text) {
        return "Frame[ref=null, topic=bot:" + bot + ", event=btu_msg, payload={\"text\":\"" + text + "\",\"session\":\""
                + session + "\"}]";
    }
}
