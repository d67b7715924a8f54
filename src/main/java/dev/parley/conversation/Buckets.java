package dev.parley.conversation;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each of many keys. A bucket nobody asked for in a minute is full again and as good as none, so the
 * map is exchanged every minute and what is still asked for is carried over; nothing is ever searched for what may go.
 * Callable from any thread.
 */
final class Buckets<K> {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final int most;
    private final TimeMeter clock;
    private final AtomicReference<Generations<K>> generations;

    /**
     * @param perMinute how many tokens a bucket holds and regains in a minute; 0 makes no buckets
     * @param most how many buckets there are at most in a generation; with more, buckets are forgotten early
     */
    Buckets(int perMinute, int most, TimeMeter clock) {
        this.perMinute = perMinute;
        this.most = most;
        this.clock = clock;
        this.generations = new AtomicReference<>(Generations.first(clock.currentTimeNanos()));
    }

    /** The bucket of a key; null when nothing is limited. */
    @Nullable
    Bucket of(K key) {
        if (perMinute == 0) {
            return null;
        }
        Generations<K> now = now();
        Bucket present = now.young().get(key);
        return present != null
                ? present
                : now.young().computeIfAbsent(key, fresh -> {
                    Bucket old = now.old().get(key);
                    return old != null ? old : bucket(perMinute, clock);
                });
    }

    static Bucket bucket(int perMinute, TimeMeter clock) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(perMinute)
                        .refillGreedy(perMinute, MINUTE)
                        .build())
                .withCustomTimePrecision(clock)
                .build();
    }

    /** How many buckets are held. */
    int size() {
        Generations<K> now = current();
        return now.young().size() + now.old().size();
    }

    private Generations<K> now() {
        Generations<K> current = current();
        long nanos = clock.currentTimeNanos();
        if (nanos - current.since() <= MINUTE.toNanos() && current.young().size() < most) {
            return current;
        }
        // Whoever comes second finds the other's exchange, which is as good.
        generations.compareAndSet(current, current.next(nanos));
        return current();
    }

    private Generations<K> current() {
        return Objects.requireNonNull(generations.get());
    }

    private record Generations<K>(Map<K, Bucket> young, Map<K, Bucket> old, long since) {
        static <K> Generations<K> first(long nanos) {
            return new Generations<>(new ConcurrentHashMap<>(), Map.of(), nanos);
        }

        Generations<K> next(long nanos) {
            return new Generations<>(new ConcurrentHashMap<>(), young, nanos);
        }
    }
}
