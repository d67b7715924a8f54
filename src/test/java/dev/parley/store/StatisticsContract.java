package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryOutcome.Answered;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Statistics;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is counted. */
public abstract class StatisticsContract extends StoreContract {
    private static final Instant ALWAYS = Instant.EPOCH;
    private static final Instant NEVER = Instant.parse("2999-01-01T00:00:00Z");

    @Test
    void aSpanReachesFromThePersonsFirstMessageToTheLast() {
        UUID id = session();
        UUID silent = session();
        get(append(any(id), answer("hello")));
        get(merge(silent, new JsonObject().put("a", 1)));
        get(append(any(silent), answer("hello")));
        clock.move(Duration.ofMinutes(1));
        Instant first = now();
        get(append(any(id), Draft.of(Author.PERSON, new Body.InvalidImage("x"))));
        clock.move(Duration.ofMinutes(1));
        Instant last = now();
        get(append(any(id), Draft.of(Author.PERSON, new Body.File("http://a.example/b", null, null, null))));
        clock.move(Duration.ofMinutes(1));
        get(append(any(id), answer("thanks")));
        get(merge(id, new JsonObject().put("a", 1)));
        get(store.close(any(id), Author.PERSON));

        assertThat(get(store.statistics().spans(bot, Optional.empty(), 100)))
                .containsExactly(new Statistics.Span(id, first, last));
        reopen();
        assertThat(get(store.statistics().spans(bot, Optional.empty(), 100)))
                .containsExactly(new Statistics.Span(id, first, last));
        assertThat(get(store.statistics().spans(UUID.randomUUID(), Optional.empty(), 100)))
                .isEmpty();
    }

    @Test
    void spansComeById() {
        for (int i = 0; i < 20; i++) {
            get(say(session(), "a"));
        }

        List<UUID> ids = get(store.statistics().spans(bot, Optional.empty(), 100)).stream()
                .map(Statistics.Span::session)
                .toList();

        assertThat(ids).hasSize(20).isSortedAccordingTo((a, b) -> a.toString().compareTo(b.toString()));
        assertThat(get(store.statistics().spans(bot, Optional.of(ids.get(4)), 3)))
                .extracting(Statistics.Span::session)
                .containsExactlyElementsOf(ids.subList(5, 8));
        assertThat(get(store.statistics().spans(bot, Optional.of(ids.get(19)), 3)))
                .isEmpty();
        assertThat(get(store.statistics().spans(bot, Optional.empty(), 0))).isEmpty();
    }

    @Test
    void usageCountsWhatHappenedSince() {
        UUID early = session();
        get(say(early, "a"));
        get(settle(settlement(early, 0, 1, answer("x"))));
        clock.move(Duration.ofHours(1));
        Instant since = now();
        UUID late = session();
        get(say(late, "a"));
        get(say(late, "b"));
        get(merge(late, new JsonObject().put("a", 1)));
        get(settle(settlement(late, 0, 1, answer("x"), answer("y"))));
        UUID given = session();
        get(say(given, "a"));
        giveUp(given, 1, "down");
        session();
        get(say(session(UUID.randomUUID()), "another bot's"));

        assertThat(get(store.statistics().usage(bot, ALWAYS))).isEqualTo(new Statistics.Usage(3, 4, 2));
        assertThat(get(store.statistics().usage(bot, since))).isEqualTo(new Statistics.Usage(2, 3, 1));
        assertThat(get(store.statistics().usage(bot, since.plusNanos(1_000)))).isEqualTo(new Statistics.Usage(0, 0, 0));
        assertThat(get(store.statistics().usage(UUID.randomUUID(), ALWAYS))).isEqualTo(new Statistics.Usage(0, 0, 0));
    }

    @Test
    void skillsCountSessionsOnceAndByTheirLastAnswer() {
        UUID one = session();
        UUID two = session();
        get(say(one, "a"));
        get(say(one, "b"));
        get(say(two, "a"));
        answered(one, 0, 1, "menu", "front_desk");
        answered(two, 0, 1, "menu");
        clock.move(Duration.ofHours(1));
        Instant since = now();
        answered(one, 1, 2, "menu");

        reopen();

        assertThat(get(store.statistics().skills(bot, ALWAYS))).isEqualTo(Map.of("menu", 2L, "front_desk", 1L));
        assertThat(get(store.statistics().skills(bot, since))).isEqualTo(Map.of("menu", 1L));
        assertThat(get(store.statistics().skills(bot, NEVER))).isEmpty();
        get(store.erase(any(one)));
        assertThat(get(store.statistics().skills(bot, ALWAYS))).isEqualTo(Map.of("menu", 1L));
        get(store.eraseBot(bot));
        reopen();
        assertThat(lab.mentions(two, "menu")).isFalse();
    }

    @Test
    void theBacklogIsWhatTheEngineHasStillToDealWith() {
        Instant oldest = now();
        UUID id = session();
        get(say(id, "a"));
        clock.move(Duration.ofMinutes(1));
        get(append(any(id), answer("aside")));
        get(say(id, "b"));
        get(say(session(), "c"));
        UUID done = session();
        get(say(done, "a"));
        get(settle(settlement(done, 0, 1)));
        UUID taken = session();
        get(say(taken, "a"));
        get(store.takeOver(any(taken), new Author(Author.Type.AGENT, "Ann")));
        UUID otherBot = UUID.randomUUID();
        UUID other = session(otherBot);
        get(merge(other, new JsonObject().put("a", 1)));
        get(store.close(any(other), Author.PERSON));

        assertThat(get(store.statistics().backlog()))
                .containsExactlyInAnyOrder(
                        new Statistics.Backlog(bot, 3, oldest), new Statistics.Backlog(otherBot, 1, now()));
        get(settle(settlement(id, 0, 1)));
        assertThat(get(store.statistics().backlog())).contains(new Statistics.Backlog(bot, 2, now()));
    }

    @Test
    void closedSessionsExpireByTheirEndAndSilentOnesByTheirBeginning() {
        UUID open = session();
        get(say(open, "a"));
        UUID closed = session();
        get(say(closed, "a"));
        UUID silent = session();
        get(append(any(silent), answer("hello")));
        UUID ofOther = session(UUID.randomUUID());
        Instant opened = now();
        clock.move(Duration.ofHours(1));
        Instant end = now();
        get(store.close(any(closed), Author.PERSON));
        reopen();

        assertThat(expired(end, opened)).isEmpty();
        assertThat(expired(end.plusNanos(1_000), opened)).containsExactly(closed);
        assertThat(expired(end, opened.plusNanos(1_000))).containsExactly(silent);
        assertThat(expired(NEVER, NEVER)).containsExactlyInAnyOrder(closed, silent);
        get(say(silent, "not any more"));
        assertThat(expired(NEVER, NEVER)).containsExactly(closed);
        assertThat(get(store.session(any(ofOther)))).isPresent();
    }

    @Test
    void aSilentSessionThatIsClosedExpiresOnceAndNoMoreComeThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            get(store.close(any(session()), Author.PERSON));
            session();
        }

        assertThat(expired(NEVER, NEVER)).hasSize(10).doesNotHaveDuplicates();
        assertThat(get(store.statistics().expired(bot, NEVER, NEVER, 3))).hasSize(3);
        assertThat(get(store.statistics().expired(bot, NEVER, NEVER, 0))).isEmpty();
        assertThat(expired(NEVER, ALWAYS)).hasSize(5);
    }

    private List<UUID> expired(Instant closedBefore, Instant silentBefore) {
        return get(store.statistics().expired(bot, closedBefore, silentBefore, 100));
    }

    private void answered(UUID session, long expected, long seq, String... skills) {
        get(settle(new DeliveryOutcome(
                        session,
                        0,
                        new DeliveryPosition.Next(expected, seq),
                        new Answered(List.of(), DataPatch.NONE, NextStep.GO_ON, Set.of(skills)),
                        null,
                        List.of())))
                .orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
