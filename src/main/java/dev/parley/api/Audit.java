package dev.parley.api;

import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.AuditLog;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down who did something that must be answered for; never what it was about. What changes something is written
 * each time. Reading again and again, as a client does that follows a conversation, is written once an hour.
 *
 * <p>Callable from any thread.
 */
final class Audit {
    static final Duration ONE_READING = Duration.ofHours(1);

    /** So many readings are remembered; what is forgotten is only written once more. */
    private static final int REMEMBERED = 10_000;

    private final AuditLog log;
    private final InstantSource clock;
    private final Map<Reading, Written> written = new ConcurrentHashMap<>();

    Audit(AuditLog log) {
        this(log, InstantSource.system());
    }

    Audit(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    private record Reading(
            String who,
            String action,
            @Nullable UUID bot,
            @Nullable UUID subject) {}

    private record Written(Instant at, Future<Void> entry) {
        boolean counts(Instant now) {
            return !entry.failed() && now.isBefore(at.plus(ONE_READING));
        }
    }

    /**
     * Writes that something was changed.
     *
     * @param subject the session or person, if it is about one
     */
    Future<Void> changed(Request request, String action, @Nullable UUID bot, @Nullable UUID subject) {
        return log.write(entry(request.caller().name(), action, bot, subject, now()));
    }

    /**
     * Writes that something is read, unless that is written already. Reading waits for this, so that nothing is read
     * that is not written down.
     *
     * @param subject the session, if it is about one
     */
    Future<Void> read(Request request, String action, @Nullable UUID bot, @Nullable UUID subject) {
        Instant now = now();
        Reading reading = new Reading(request.caller().name(), action, bot, subject);
        forget(now);
        Written entry = written.compute(
                reading,
                (same, before) -> before != null && before.counts(now)
                        ? before
                        : new Written(now, log.write(entry(reading.who(), action, bot, subject, now))));
        return ContextFutures.on(entry.entry());
    }

    private void forget(Instant now) {
        if (written.size() >= REMEMBERED) {
            written.values().removeIf(entry -> !entry.counts(now));
            if (written.size() >= REMEMBERED) {
                written.clear();
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static AuditEntry entry(String who, String action, @Nullable UUID bot, @Nullable UUID subject, Instant at) {
        return new AuditEntry(0, at, who, action, bot, subject);
    }
}
