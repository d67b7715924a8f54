package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.delivery.RetrySchedule.Decision;
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
        assertPause(failed(), Decision.PAUSE, 1);
        assertPause(failed(), Decision.PAUSE, 5);
        assertPause(failed(), Decision.PAUSE, 30);
        assertPause(failed(), Decision.PAUSE, 120);
        assertPause(failed(), Decision.PAUSE, 120);

        schedule.settled();

        assertPause(failed(), Decision.PAUSE, 1);
    }

    @Test
    void anotherEventHasPausesOfItsOwn() {
        failed();
        failed();

        assertPause(
                schedule.failed(UUID.randomUUID(), new IllegalStateException("down"), RETRY_FOR), Decision.PAUSE, 1);
    }

    @Test
    void aPauseThatWasCutShortIsMadeUpForByTheNext() {
        assertPause(failed(), Decision.PAUSE, 1);
        schedule.over();
        assertPause(failed(), Decision.PAUSE, 5);
        schedule.cut();
        assertPause(failed(), Decision.PAUSE, 5);
        schedule.cut();
        schedule.cut();
        assertPause(failed(), Decision.PAUSE, 5);
        assertPause(failed(), Decision.PAUSE, 30);
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
                .extracting(Retry::decision)
                .isEqualTo(Decision.PAUSE);
        assertThat(schedule.failed(EVENT, new IllegalStateException("down"), Duration.ZERO))
                .extracting(Retry::decision)
                .isEqualTo(Decision.GIVE_UP);
    }

    @Test
    void theTimeCountsFromTheFirstFailure() {
        failed();
        now = RETRY_FOR.toNanos() - 1;
        assertThat(failed().decision()).isEqualTo(Decision.PAUSE);
        now = RETRY_FOR.toNanos();
        assertThat(failed().decision()).isEqualTo(Decision.GIVE_UP);

        schedule.settled();
        assertThat(failed().decision()).isEqualTo(Decision.PAUSE);
    }

    @Test
    void whatTheBotRefusesIsGivenUpAtOnce() {
        assertThat(schedule.failed(EVENT, DeliveryException.refused("never"), RETRY_FOR)
                        .decision())
                .isEqualTo(Decision.GIVE_UP);
    }

    @Test
    void aBotIsLeftAloneForAsLongAsItSaysWithinReason() {
        assertPause(wanted(Duration.ofSeconds(40)), Decision.REST, 40);
        assertPause(wanted(Duration.ofMillis(1)), Decision.REST, 1);
        assertPause(wanted(Duration.ofHours(1)), Decision.REST, 600);
        assertPause(failed(), Decision.PAUSE, 1);
    }

    @Test
    void aBotThatWasNotAskedBecauseItFailedOthersMayBeAskedSooner() {
        DeliveryException postponed = DeliveryException.postponed("too often", Duration.ofSeconds(20));

        assertPause(schedule.failed(EVENT, postponed, RETRY_FOR), Decision.PAUSE, 20);
    }

    @Test
    void anAnswerThatCannotBeStoredIsNoFailureOfTheBotAndIsNeverGivenUp() {
        RefusedException unavailable = new RefusedException(Refusal.UNAVAILABLE, "the disk is full");
        assertThat(schedule.failed(EVENT, unavailable, Duration.ZERO))
                .isEqualTo(new Retry(Decision.AWAIT_STORE, Duration.ofSeconds(1)));
        now = TimeUnit.DAYS.toNanos(1);
        assertThat(schedule.failed(EVENT, unavailable, Duration.ZERO))
                .isEqualTo(new Retry(Decision.AWAIT_STORE, Duration.ofSeconds(5)));
        assertThat(schedule.notStored()).isEqualTo(new Retry(Decision.AWAIT_STORE, Duration.ofSeconds(30)));
    }

    private Retry failed() {
        return schedule.failed(EVENT, new IllegalStateException("down"), RETRY_FOR);
    }

    private Retry wanted(Duration rest) {
        return schedule.failed(EVENT, DeliveryException.failed("busy", rest), RETRY_FOR);
    }

    /** The pause, or up to a quarter more. */
    private static void assertPause(Retry retry, Decision decision, long seconds) {
        assertThat(retry.decision()).isEqualTo(decision);
        assertThat(retry.pause()).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1_250));
    }
}
