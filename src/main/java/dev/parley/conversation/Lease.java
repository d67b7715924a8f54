package dev.parley.conversation;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a session goes on without a sign of its client, for protocols whose clients just stop. It is written into the
 * session ({@link Session#lapsesAt}), so that it outlives a restart.
 *
 * @param promised how long the session is kept at least
 */
public record Lease(Duration promised) {
    /** When a session lapses whose client gave a sign at a time. Later than promised, so that few signs must be written. */
    public Instant from(Instant sign) {
        return sign.plus(promised.multipliedBy(5).dividedBy(4));
    }

    /** Whether a sign that the client gives now must be written, or the session would lapse earlier than promised. */
    public boolean isDue(Session session) {
        Instant lapsesAt = session.lapsesAt();
        return lapsesAt != null && !lapsesAt.isAfter(Instant.now().plus(promised));
    }

    /** Whether a session may be ended now, as no sign of its client came in time. */
    public static boolean hasLapsed(Session session) {
        Instant lapsesAt = session.lapsesAt();
        return session.open() && lapsesAt != null && !lapsesAt.isAfter(Instant.now());
    }
}
