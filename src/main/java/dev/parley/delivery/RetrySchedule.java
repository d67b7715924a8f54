package dev.parley.delivery;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.engine.DeliveryException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether and when a delivery that failed is tried again, here alone (decision 63):
 *
 * <pre>
 *   why it failed                                  what is done                   pause
 *   what it answered cannot be stored              AWAIT_STORE, for ever          1 s, 5 s, 30 s, 2 min, 2 min ...
 *   the bot refuses the event (4xx)                GIVE_UP
 *   anything, for longer than retry_for            GIVE_UP, not the first time
 *   the bot names a time (Retry-After)             REST                           as it says, 1 s to 10 min
 *   its circuit is open, it was not asked          PAUSE                          until that may close
 *   anything else                                  PAUSE                          1 s, 5 s, 30 s, 2 min, 2 min ...
 * </pre>
 *
 * <p>A pause or rest takes up to a quarter longer, so that not everybody comes back at the same moment. A PAUSE is cut
 * short when the person writes again, and when the bot answers somebody else; then the next one is as long as the one
 * that was cut, so that nobody waits longer for having written. A REST is cut short by nothing.
 *
 * <p>It counts how often the head of one session failed in a row, and begins anew when that was dealt with. Pure but for
 * the clock; belongs to one {@link SessionDelivery}.
 */
final class RetrySchedule {
    /** Before a failed delivery is tried again; the last one repeats. */
    private static final Duration[] PAUSES = {
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2)
    };

    /** A bot that wants to be left alone for longer is asked again after this all the same. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    /** What is done about a failure. */
    enum Decision {
        /** The event is undeliverable: the next one goes. */
        GIVE_UP,
        /** It is tried again after a pause that may be cut short. */
        PAUSE,
        /** It is tried again after a pause that the bot asked for. */
        REST,
        /** It is tried again when the store can be written, but not before a pause that may be cut short. */
        AWAIT_STORE
    }

    /**
     * What is done about one failure.
     *
     * @param pause zero for what is given up
     */
    record Retry(Decision decision, Duration pause) {}

    private final LongSupplier nanoClock;
    private @Nullable UUID failing;
    private long firstFailure;
    private int failures;

    /** Which of {@link #PAUSES} is next: the one behind those begun, or the last of these when it was cut short. */
    private int due;

    /** How many of them were begun. */
    private int reached;

    /** Whether an answer to somebody else has cut one short since one last ran to its end. */
    private boolean woken;

    /**
     * @param nanoClock as {@link System#nanoTime}
     */
    RetrySchedule(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * The delivery of an event failed.
     *
     * @param retryFor for how long it is tried, as the bot's manifest has it
     */
    Retry failed(UUID event, Throwable failure, Duration retryFor) {
        if (failure instanceof RefusedException write && write.refusal() == Refusal.UNAVAILABLE) {
            return notStored();
        }
        boolean again = count(event);
        boolean tooLong = again && failingFor().compareTo(retryFor) >= 0;
        if (tooLong || (failure instanceof DeliveryException said && said.isRefused())) {
            return new Retry(Decision.GIVE_UP, Duration.ZERO);
        }
        if (failure instanceof DeliveryException said && said.retryAfter().isPresent()) {
            Duration pause = jittered(withinReason(said.retryAfter().get()));
            return new Retry(said.isPostponed() ? Decision.PAUSE : Decision.REST, pause);
        }
        return new Retry(Decision.PAUSE, jittered(next()));
    }

    /**
     * The bot is not to blame, and its event is never given up for that. The pauses grow, as the store may take everything
     * but this answer, whose bot would be asked all the time.
     */
    Retry notStored() {
        return new Retry(Decision.AWAIT_STORE, next());
    }

    /** Counts one more failure of an event in a row; false for the first. */
    private boolean count(UUID event) {
        if (!event.equals(failing)) {
            failing = event;
            failures = 0;
            due = 0;
            reached = 0;
        }
        if (failures == 0) {
            firstFailure = nanoClock.getAsLong();
        }
        return failures++ > 0;
    }

    private Duration failingFor() {
        return Duration.ofNanos(nanoClock.getAsLong() - firstFailure);
    }

    private Duration next() {
        Duration pause = PAUSES[Math.min(due, PAUSES.length - 1)];
        reached = Math.max(reached, due + 1);
        due = reached;
        return pause;
    }

    private static Duration withinReason(Duration wanted) {
        if (wanted.compareTo(PAUSES[0]) < 0) {
            return PAUSES[0];
        }
        return wanted.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wanted;
    }

    private static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1));
    }

    /** A pause is cut short by the person, or by {@link #wake}. */
    void cut() {
        due = Math.max(0, reached - 1);
    }

    /**
     * Whether a pause may be cut short because the bot answered somebody else. Once a pause: what fails again all the same
     * has a reason of its own, and a busy bot would be asked it without end.
     */
    boolean wake() {
        boolean first = !woken;
        woken = true;
        return first;
    }

    /** A pause has come to its end. */
    void over() {
        woken = false;
    }

    /** An event has been dealt with. */
    void settled() {
        failing = null;
        failures = 0;
        due = 0;
        reached = 0;
        woken = false;
    }
}
