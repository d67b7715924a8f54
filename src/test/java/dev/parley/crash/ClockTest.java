package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.TestClock;
import dev.parley.testing.TestParts;
import dev.parley.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that is set back by an hour, while the server runs and while it does not. */
class ClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestClock clock = new TestClock();
    private TestServer server;
    private String bot;

    @BeforeEach
    void start() {
        server = TestServer.start(settings -> {}, new TestParts().options(options -> options.withClock(clock)));
        bot = server.makeBot("{\"engine\":{\"type\":\"echo\",\"prefix\":\"echo: \"},"
                + "\"channels\":[{\"type\":\"websocket\",\"access_token\":\"crash-token\"}]}");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theTimesOfALogNeverGoBackAndItsSeqsGoOn() throws Exception {
        Instant begin = clock.instant();
        String session;
        try (Person person = new Person(server, bot)) {
            session = person.open();
            talk(person, session, "one");
            clock.move(HOUR.negated());
            talk(person, session, "two");
            clock.move(Duration.ofSeconds(1));
            talk(person, session, "three");
            String younger = person.open();
            talk(person, younger, "of its own time");
            assertThat(times(person, younger))
                    .allSatisfy(at -> assertThat(at).isBefore(begin.minus(Duration.ofMinutes(59))));
        }
        server.pause();
        clock.move(HOUR.negated());
        server.resume();
        try (Person person = new Person(server, bot, new JsonObject().put(session, 5))) {
            assertThat(person.hears("utb_msg").getString("text")).isEqualTo("three");
            assertThat(person.hears("btu_msg").getString("text")).isEqualTo("echo: three");
            talk(person, session, "four");
            clock.move(HOUR.multipliedBy(3));
            talk(person, session, "five");

            assertThat(person.log(session))
                    .extracting(event -> event.getLong("seq"))
                    .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
            List<Instant> times = times(person, session);
            assertThat(times).isSorted();
            assertThat(times.subList(0, 8)).containsOnly(times.get(0));
            assertThat(times.get(8)).isAfter(begin.plus(Duration.ofMinutes(59)));
        }
    }

    private static void talk(Person person, String session, String text) throws Exception {
        person.ok("utb_msg", new JsonObject().put("session", session).put("text", text));
        assertThat(person.hears("btu_msg").getString("text")).isEqualTo("echo: " + text);
    }

    private static List<Instant> times(Person person, String session) throws Exception {
        return person.log(session).stream()
                .map(event -> Instant.parse(event.getString("at")))
                .toList();
    }
}
