package dev.parley.gateway.gws;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts what each peer asks for in a minute, and refuses what is too much. Belongs to one event loop. */
final class RequestLimiter {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int limit;
    private final LongSupplier clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private long since;

    /**
     * @param limit how often one peer may come in a minute
     * @param clock nanoseconds from anywhere
     */
    RequestLimiter(int limit, LongSupplier clock) {
        this.limit = limit;
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** Counts once more, or throws a {@link Fault} that says when to come back. */
    void take(String peer) {
        long now = clock.getAsLong();
        if (now - since >= WINDOW_NANOS) {
            counts.clear();
            since = now;
        }
        int count = counts.getOrDefault(peer, 0);
        if (count >= limit) {
            long left = WINDOW_NANOS - (now - since);
            throw Fault.tooMany((int) ((left + SECOND_NANOS - 1) / SECOND_NANOS));
        }
        counts.put(peer, count + 1);
    }
}
