package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.delivery.RetrySchedule.Action;
import dev.parley.delivery.RetrySchedule.Retry;
import dev.parley.engine.DeliveryException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final UUID EVENT = UUID.randomUUID();
    private static final Duration RETRY_FOR = Duration.ofMinutes(15);

    private long now;
    private final RetrySchedule schedule = new RetrySchedule(() -> now);

    @Test
    void pausesGrowToTwoMinutesAndBeginAnewWhenTheEventWasDealtWith() {
        assertPause(failed(), Action.PAUSE, 1);
        assertPause(failed(), Action.PAUSE, 5);
        assertPause(failed(), Action.PAUSE, 30);
        assertPause(failed(), Action.PAUSE, 120);
        assertPause(failed(), Action.PAUSE, 120);

        schedule.settled();

        assertPause(failed(), Action.PAUSE, 1);
    }

    @Test
    void anotherEventHasPausesOfItsOwn() {
        failed();
        failed();

        assertPause(schedule.failed(UUID.randomUUID(), new IllegalStateException("down"), RETRY_FOR), Action.PAUSE, 1);
    }

    @Test
    void aPauseThatWasCutShortIsMadeUpForByTheNext() {
        assertPause(failed(), Action.PAUSE, 1);
        schedule.over();
        assertPause(failed(), Action.PAUSE, 5);
        schedule.cut();
        assertPause(failed(), Action.PAUSE, 5);
        schedule.cut();
        schedule.cut();
        assertPause(failed(), Action.PAUSE, 5);
        assertPause(failed(), Action.PAUSE, 30);
    }

    @Test
    void anAnswerToSomebodyElseCutsOncePerPauseThatRanToItsEnd() {
        assertThat(schedule.wake()).isTrue();
        schedule.cut();
        failed();
        assertThat(schedule.wake()).isFalse();
        schedule.cut();
        failed();
        assertThat(schedule.wake()).isFalse();

        schedule.over();
        assertThat(schedule.wake()).isTrue();
        schedule.settled();
        assertThat(schedule.wake()).isTrue();
    }

    @Test
    void whatFailsForLongerThanTheManifestAllowsIsGivenUpButNeverAtTheFirstFailure() {
        assertThat(schedule.failed(EVENT, new IllegalStateException("down"), Duration.ZERO))
                .extracting(Retry::action)
                .isEqualTo(Action.PAUSE);
        assertThat(schedule.failed(EVENT, new IllegalStateException("down"), Duration.ZERO))
                .extracting(Retry::action)
                .isEqualTo(Action.GIVE_UP);
    }

    @Test
    void theTimeCountsFromTheFirstFailure() {
        failed();
        now = RETRY_FOR.toNanos() - 1;
        assertThat(failed().action()).isEqualTo(Action.PAUSE);
        now = RETRY_FOR.toNanos();
        assertThat(failed().action()).isEqualTo(Action.GIVE_UP);

        schedule.settled();
        assertThat(failed().action()).isEqualTo(Action.PAUSE);
    }

    @Test
    void whatTheBotRefusesIsGivenUpAtOnce() {
        assertThat(schedule.failed(EVENT, DeliveryException.refused("never"), RETRY_FOR)
                        .action())
                .isEqualTo(Action.GIVE_UP);
    }

    @Test
    void aBotIsLeftAloneForAsLongAsItSaysWithinReason() {
        assertPause(wanted(Duration.ofSeconds(40)), Action.REST, 40);
        assertPause(wanted(Duration.ofMillis(1)), Action.REST, 1);
        assertPause(wanted(Duration.ofHours(1)), Action.REST, 600);
        assertPause(failed(), Action.PAUSE, 1);
    }

    @Test
    void aBotThatWasNotAskedBecauseItFailedOthersMayBeAskedSooner() {
        DeliveryException postponed = DeliveryException.postponed("too often", Duration.ofSeconds(20));

        assertPause(schedule.failed(EVENT, postponed, RETRY_FOR), Action.PAUSE, 20);
    }

    @Test
    void anAnswerThatCannotBeStoredIsNoFailureOfTheBotAndIsNeverGivenUp() {
        RefusedException unavailable = new RefusedException(Refusal.UNAVAILABLE, "the disk is full");
        assertThat(schedule.failed(EVENT, unavailable, Duration.ZERO))
                .isEqualTo(new Retry(Action.AWAIT_STORE, Duration.ofSeconds(1)));
        now = TimeUnit.DAYS.toNanos(1);
        assertThat(schedule.failed(EVENT, unavailable, Duration.ZERO))
                .isEqualTo(new Retry(Action.AWAIT_STORE, Duration.ofSeconds(5)));
        assertThat(schedule.notStored()).isEqualTo(new Retry(Action.AWAIT_STORE, Duration.ofSeconds(30)));
    }

    private Retry failed() {
        return schedule.failed(EVENT, new IllegalStateException("down"), RETRY_FOR);
    }

    private Retry wanted(Duration rest) {
        return schedule.failed(EVENT, DeliveryException.failed("busy", rest), RETRY_FOR);
    }

    /** The pause, or up to a quarter more. */
    private static void assertPause(Retry retry, Action action, long seconds) {
        assertThat(retry.action()).isEqualTo(action);
        assertThat(retry.pause()).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1_250));
    }
}
