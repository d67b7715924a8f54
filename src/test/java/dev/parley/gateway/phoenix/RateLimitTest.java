package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.config.ConfigKey;
import dev.parley.testing.TestServer;
import dev.parley.testing.Waiting;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Too much in too short a time, as a client of the bot channel meets it. */
class RateLimitTest {
    private static final String TOKEN = "a-token";

    private static TestServer server;

    private String bot;
    private Side person;

    @BeforeAll
    static void start() {
        server = TestServer.start(settings -> settings.set(ConfigKey.RATE_MESSAGES, 20)
                .set(ConfigKey.RATE_SESSIONS, 1_000)
                .set(ConfigKey.RATE_CONNECTION, 30));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void makeBot() {
        bot = server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"websocket\",\"access_token\":\""
                + TOKEN + "\"}]}");
        person = Side.person(server.url(), bot, TOKEN);
    }

    @AfterEach
    void leave() {
        person.close();
    }

    @Test
    void oneMessageMoreThanAMinutesWorthIsRefusedWithTheTimeToWaitAndChangesNothing() {
        String session = person.open("{}");
        for (int i = 0; i < 20; i++) {
            person.say(session, "message " + i);
        }

        JsonNode refusal = person.refused("utb_msg", message(session, "one more", "late"));

        assertThat(refusal.get("reason").asText()).isEqualTo("rate_limited");
        assertThat(refusal.get("retry_after").asLong()).isBetween(1L, 3L);
        assertThat(texts(session)).hasSize(20).doesNotContain("one more");
        Waiting.until("the client may go on", () -> {
            person.send("utb_msg", message(session, "one more", "late"));
            return texts(session).contains("one more");
        });
        assertThat(texts(session)).containsOnlyOnce("one more");
    }

    @Test
    void aRepeatOfWhatIsStoredIsNotLimited() {
        String session = person.open("{}");
        JsonNode stored = person.ok("utb_msg", message(session, "hello", "c1"));
        for (int i = 1; i < 20; i++) {
            person.say(session, "message " + i);
        }
        person.refused("utb_msg", message(session, "new", "c2"));

        for (int i = 0; i < 25; i++) {
            assertThat(person.ok("utb_msg", message(session, "hello", "c1"))).isEqualTo(stored);
        }
    }

    @Test
    void aConnectionIsLimitedInAllItsSessionsTogether() {
        String first = person.open("{}");
        String second = person.open("{}");
        for (int i = 0; i < 15; i++) {
            person.say(first, "message");
            person.say(second, "message");
        }

        assertThat(person.refused("utb_msg", message(first, "one more", "c"))
                        .get("reason")
                        .asText())
                .isEqualTo("rate_limited");

        try (Side other = Side.person(server.url(), bot, TOKEN)) {
            other.say(first, "from elsewhere");
        }
    }

    @Test
    void aConnectionThatJoinedSeveralBotsHasOneAllowance() {
        String other = server.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"websocket\","
                + "\"access_token\":\"" + TOKEN + "\"}]}");
        try (Side here = Side.person(server.url(), bot, TOKEN);
                Side there = here.alsoPerson(other, TOKEN)) {
            String first = here.open("{}");
            String second = there.open("{}");
            for (int i = 0; i < 15; i++) {
                here.say(first, "message");
                there.say(second, "message");
            }

            for (Side side : List.of(here, there)) {
                String session = side == here ? first : second;
                assertThat(side.refused("utb_msg", message(session, "one more", "c"))
                                .get("reason")
                                .asText())
                        .isEqualTo("rate_limited");
            }
        }
    }

    @Test
    void anAddressThatOpensTooManySessionsIsToldWhenItMayGoOn() {
        TestServer own = TestServer.start(settings -> settings.set(ConfigKey.RATE_SESSIONS, 3));
        try {
            String id = own.makeBot("{\"engine\":{\"type\":\"none\"},\"channels\":[{\"type\":\"websocket\","
                    + "\"access_token\":\"" + TOKEN + "\"}]}");
            try (Side one = Side.person(own.url(), id, TOKEN);
                    Side two = Side.person(own.url(), id, TOKEN)) {
                one.open("{}");
                two.open("{}");
                String last = one.open("{}");

                JsonNode refusal = two.refused("new_session", "{}");

                assertThat(refusal.get("reason").asText()).isEqualTo("rate_limited");
                assertThat(refusal.get("retry_after").asLong()).isBetween(1L, 20L);
                one.say(last, "whoever has a session may speak");
            }
        } finally {
            own.stop();
        }
    }

    private static String message(String session, String text, String clientId) {
        return "{\"session\":\"" + session + "\",\"text\":\"" + text + "\",\"client_id\":\"" + clientId + "\"}";
    }

    private List<String> texts(String session) {
        return person.ok("history", "{\"session\":\"" + session + "\",\"limit\":100}")
                .get("events")
                .findValuesAsText("text");
    }
}
