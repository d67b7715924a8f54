package dev.parley.conversation;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one person, address, connection or bot from taking what is there for all. What is refused costs nothing, so who
 * waits as long as told may go on. Memory is bounded. Callable from any thread.
 */
public final class RateLimits {
    private static final int MOST_BUCKETS = 100_000;

    /** A message that is too much may still be the repeat of a stored one; looking costs the store a little. */
    private static final int LOOKS_PER_MESSAGE = 10;

    private final Rates rates;
    private final TimeMeter clock;
    private final Buckets<UUID> sessions;
    private final Buckets<UUID> looks;
    private final Buckets<String> addresses;
    private final Buckets<UUID> bots;

    /** Limits by the system's clock. */
    public RateLimits(Rates rates) {
        this(rates, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(Rates rates, TimeMeter clock) {
        this.rates = rates;
        this.clock = clock;
        sessions = new Buckets<>(rates.messages(), MOST_BUCKETS, clock);
        looks = new Buckets<>(rates.messages() * LOOKS_PER_MESSAGE, MOST_BUCKETS, clock);
        addresses = new Buckets<>(rates.sessions(), MOST_BUCKETS, clock);
        bots = new Buckets<>(rates.bot(), MOST_BUCKETS, clock);
    }

    /**
     * What somebody paid for something.
     *
     * @param limit what was exhausted, empty when nothing was
     * @param pause until when it is
     */
    record Permit(List<Bucket> paid, String limit, Duration pause) {
        private static final Permit FREE = new Permit(List.of(), "", Duration.ZERO);

        boolean granted() {
            return limit.isEmpty();
        }

        void giveBack() {
            paid.forEach(bucket -> bucket.addTokens(1));
        }

        /** A repeat wrote nothing, so it costs nothing. */
        void giveBackForRepeat(Appended written) {
            if (written.duplicate()) {
                giveBack();
            }
        }

        /** Refuses what was not granted. */
        <T> Future<T> refused(Metrics metrics) {
            metrics.limited(limit);
            return Future.failedFuture(refusal());
        }

        RefusedException refusal() {
            return RefusedException.rateLimited("too many messages or sessions of one " + limit, pause);
        }
    }

    ClientQuota quota(String address) {
        return new ClientQuota(
                address, () -> rates.connection() == 0 ? null : Buckets.bucket(rates.connection(), clock));
    }

    /** Pays for a message of a person. */
    Permit message(SessionRef target, @Nullable ClientQuota quota) {
        if (rates.equals(Rates.UNLIMITED)) {
            return Permit.FREE;
        }
        UUID bot = target.bot();
        List<Bucket> paid = new ArrayList<>(3);
        Permit permit = pay(paid, "session", sessions.of(target.session()));
        if (permit.granted()) {
            permit = pay(paid, "connection", quota == null ? null : quota.bucket());
        }
        if (permit.granted()) {
            permit = pay(paid, "bot", bot == null ? null : bots.of(bot));
        }
        return permit;
    }

    /** Pays for a new session. */
    Permit opening(ClientQuota quota) {
        return pay(new ArrayList<>(1), "address", addresses.of(quota.address()));
    }

    /** Whether the store may be asked if a message that is too much is the repeat of one it has. */
    boolean mayLook(UUID session) {
        Bucket bucket = looks.of(session);
        return bucket == null || bucket.tryConsume(1);
    }

    private static Permit pay(List<Bucket> paid, String limit, @Nullable Bucket bucket) {
        if (bucket == null) {
            return new Permit(paid, "", Duration.ZERO);
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            paid.add(bucket);
            return new Permit(paid, "", Duration.ZERO);
        }
        paid.forEach(other -> other.addTokens(1));
        return new Permit(List.of(), limit, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
