package dev.parley.delivery;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The lanes that wait before something is tried again, by their bots. For one event loop. */
final class RetrySchedule {
    /** Before a failed delivery is tried again; the last one repeats. */
    private static final Duration[] RETRY = {
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2)
    };

    /** A bot that wants to be left alone for longer is asked again after this all the same. */
    private static final Duration LONGEST_WANTED = Duration.ofMinutes(10);

    private final Supplier<Vertx> vertx;
    private final Map<UUID, Set<SessionDelivery>> waiting = new HashMap<>();

    /**
     * @param vertx asked for when the first pause begins
     */
    RetrySchedule(Supplier<Vertx> vertx) {
        this.vertx = vertx;
    }

    /** How long a lane waits the next time. */
    static Duration next(SessionDelivery lane) {
        return RETRY[Math.min(lane.nextPause(), RETRY.length - 1)];
    }

    /** What a bot wants, as far as it is heeded. */
    static Duration withinReason(Duration wanted) {
        if (wanted.compareTo(RETRY[0]) < 0) {
            return RETRY[0];
        }
        return wanted.compareTo(LONGEST_WANTED) > 0 ? LONGEST_WANTED : wanted;
    }

    /** Up to a quarter longer, so that not everybody comes back in the same moment. */
    static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1));
    }

    /** True when nobody waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Lets a lane wait.
     *
     * @param wanted whether the bot asked for it, so that nothing cuts it short
     * @param then what is done when the whole pause is over
     */
    void begin(SessionDelivery lane, Duration pause, boolean wanted, Runnable then) {
        waiting.computeIfAbsent(lane.session().bot(), bot -> new LinkedHashSet<>())
                .add(lane);
        long timer = vertx.get().setTimer(pause.toMillis(), over -> {
            lane.pauseOver();
            forget(lane);
            then.run();
        });
        lane.pausedUntil(timer, wanted);
    }

    /** A person who writes again does not wait for the pause after a failure. */
    void cut(SessionDelivery lane) {
        lane.cutPause().ifPresent(timer -> end(lane, timer));
    }

    /** What waits for a bot that just answered somebody waits no longer. */
    void end(UUID bot, Consumer<SessionDelivery> goOn) {
        for (SessionDelivery lane : List.copyOf(waiting.getOrDefault(bot, Set.of()))) {
            lane.wake().ifPresent(timer -> {
                end(lane, timer);
                goOn.accept(lane);
            });
        }
    }

    private void end(SessionDelivery lane, long timer) {
        vertx.get().cancelTimer(timer);
        forget(lane);
        lane.busy(false);
    }

    private void forget(SessionDelivery lane) {
        UUID bot = lane.session().bot();
        Set<SessionDelivery> others = waiting.get(bot);
        if (others != null && others.remove(lane) && others.isEmpty()) {
            waiting.remove(bot);
        }
    }
}
