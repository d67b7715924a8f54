package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Rates RATES = new Rates(20, 30, 40, 50);

    private final Clock clock = new Clock();
    private final RateLimits limits = new RateLimits(RATES, clock);
    private final UUID bot = UUID.randomUUID();

    @Test
    void aSessionMaySayAMinutesWorthAtOnceAndNotOneMore() {
        SessionRef session = session();
        for (int i = 0; i < 20; i++) {
            assertThat(limits.message(session, null).granted()).isTrue();
        }

        RateLimits.Permit permit = limits.message(session, null);

        assertThat(permit.granted()).isFalse();
        assertThat(permit.limit()).isEqualTo("session");
        assertThat(permit.refusal().refusal()).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(permit.refusal().retryAfter()).contains(3L);
        assertThat(limits.message(session(), null).granted())
                .as("another session")
                .isTrue();
    }

    @Test
    void whoWaitsAsLongAsToldMayGoOn() {
        SessionRef session = session();
        while (limits.message(session, null).granted()) {
            clock.move(Duration.ZERO);
        }
        clock.move(Duration.ofMillis(2_999));
        assertThat(limits.message(session, null).granted()).isFalse();

        clock.move(Duration.ofMillis(1));

        assertThat(limits.message(session, null).granted()).isTrue();
        assertThat(limits.message(session, null).granted()).isFalse();
    }

    @Test
    void anAddressMayOpenSoManySessionsAndAnotherIsNotHeldBack() {
        for (int i = 0; i < 30; i++) {
            assertThat(limits.opening(limits.quota("192.0.2.1")).granted()).isTrue();
        }

        assertThat(limits.opening(limits.quota("192.0.2.1")).limit()).isEqualTo("address");
        assertThat(limits.opening(limits.quota("192.0.2.2")).granted()).isTrue();
    }

    @Test
    void aConnectionMaySaySoMuchInAllItsSessions() {
        ClientQuota quota = limits.quota("192.0.2.1");
        for (int i = 0; i < 40; i++) {
            assertThat(limits.message(session(), quota).granted()).isTrue();
        }

        assertThat(limits.message(session(), quota).limit()).isEqualTo("connection");
        assertThat(limits.message(session(), limits.quota("192.0.2.1")).granted())
                .isTrue();
    }

    @Test
    void aBotMayBeToldSoMuchByAll() {
        for (int i = 0; i < 50; i++) {
            assertThat(limits.message(session(), null).granted()).isTrue();
        }

        assertThat(limits.message(session(), null).limit()).isEqualTo("bot");
        assertThat(limits.message(new SessionRef(UUID.randomUUID(), UUID.randomUUID(), null), null)
                        .granted())
                .isTrue();
    }

    @Test
    void whatIsRefusedCostsNothing() {
        ClientQuota quota = limits.quota("192.0.2.1");
        SessionRef loud = session();
        for (int i = 0; i < 100; i++) {
            limits.message(loud, quota);
        }

        for (int i = 0; i < 20; i++) {
            assertThat(limits.message(session(), quota).granted())
                    .as("the connection paid for 20 messages only")
                    .isTrue();
        }
        assertThat(limits.message(session(), quota).limit()).isEqualTo("connection");
    }

    @Test
    void whatIsGivenBackMayBeSpentAgain() {
        SessionRef session = session();
        for (int i = 0; i < 100; i++) {
            RateLimits.Permit permit = limits.message(session, null);
            assertThat(permit.granted()).isTrue();
            permit.giveBack();
        }
    }

    @Test
    void zeroDoesNotLimit() {
        RateLimits none = new RateLimits(Rates.UNLIMITED, clock);
        RateLimits onlyBots = new RateLimits(new Rates(0, 0, 0, 1), clock);
        SessionRef session = session();
        ClientQuota quota = none.quota("192.0.2.1");
        for (int i = 0; i < 10_000; i++) {
            assertThat(none.message(session, quota).granted()).isTrue();
            assertThat(none.opening(quota).granted()).isTrue();
        }
        assertThat(onlyBots.message(session, onlyBots.quota("")).granted()).isTrue();
        assertThat(onlyBots.message(session, onlyBots.quota("")).granted()).isFalse();
    }

    @Test
    void bucketsThatAreFullAgainAreForgottenAndOthersAreNot() {
        Buckets<String> buckets = new Buckets<>(2, 1_000, clock);
        for (int i = 0; i < 500; i++) {
            buckets.of("idle " + i).tryConsume(2);
        }
        assertThat(buckets.size()).isEqualTo(500);

        for (int half = 0; half < 8; half++) {
            clock.move(Duration.ofSeconds(29));
            assertThat(buckets.of("busy").tryConsume(1))
                    .as("half minute " + half)
                    .isTrue();
        }

        assertThat(buckets.size()).isLessThanOrEqualTo(2);
        assertThat(buckets.of("busy").getAvailableTokens()).isLessThan(2);
    }

    @Test
    void thereAreNeverMoreBucketsThanTwiceTheMost() {
        Buckets<Integer> buckets = new Buckets<>(2, 100, clock);
        for (int i = 0; i < 10_000; i++) {
            buckets.of(i).tryConsume(1);
            assertThat(buckets.size()).isLessThanOrEqualTo(200);
        }
    }

    private SessionRef session() {
        return new SessionRef(UUID.randomUUID(), bot, null);
    }

    private static final class Clock implements TimeMeter {
        private long nanos = 1;

        void move(Duration by) {
            nanos += by.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
