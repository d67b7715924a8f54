package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Lease LEASE = new Lease(Duration.ofMinutes(4));

    @Test
    void aSignIsWrittenOnlyWhenTheSessionWouldLapseEarlierThanPromised() {
        Instant now = Instant.now();

        assertThat(LEASE.isDue(session(LEASE.from(now), true))).isFalse();
        assertThat(LEASE.isDue(session(now.plusSeconds(200), true))).isTrue();
        assertThat(LEASE.isDue(session(null, true))).isFalse();
        assertThat(LEASE.from(now)).isEqualTo(now.plusSeconds(300));
    }

    @Test
    void anOpenSessionLapsesWhenItsTimeIsOver() {
        Instant over = Instant.now().minusMillis(1);

        assertThat(Lease.hasLapsed(session(over, true))).isTrue();
        assertThat(Lease.hasLapsed(session(over, false))).isFalse();
        assertThat(Lease.hasLapsed(session(over.plusSeconds(60), true))).isFalse();
        assertThat(Lease.hasLapsed(session(null, true))).isFalse();
    }

    private static Session session(@Nullable Instant lapsesAt, boolean open) {
        return new Session(
                new SessionOrigin(UUID.randomUUID(), UUID.randomUUID(), "gws", null, Instant.EPOCH, true),
                new JsonObject(),
                open,
                Assignee.ENGINE,
                SessionMarks.NONE,
                lapsesAt);
    }
}
