package dev.parley.gateway.gws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestLimiterTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final RequestLimiter counts = new RequestLimiter(2, now::get);

    @Test
    void onePeerMayComeSoOftenInAMinuteAndOthersDoNotMatter() {
        counts.take("a");
        counts.take("a");
        counts.take("b");

        now.addAndGet(TimeUnit.SECONDS.toNanos(20));
        Fault fault = catchThrowableOfType(Fault.class, () -> counts.take("a"));

        assertThat(fault.status()).isEqualTo(429);
        assertThat(fault.code()).isEqualTo(3);
        assertThat(fault.retryAfter()).isEqualTo(40);
        counts.take("b");
    }

    @Test
    void theNextMinuteBeginsAnew() {
        counts.take("a");
        counts.take("a");

        now.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
        assertThat(catchThrowableOfType(Fault.class, () -> counts.take("a")).retryAfter())
                .isEqualTo(1);
        now.addAndGet(1);
        counts.take("a");
        counts.take("a");
        assertThat(catchThrowableOfType(Fault.class, () -> counts.take("a"))).isNotNull();
    }
}
