package dev.parley.store;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns failures into refusals and tells the log of each kind of trouble once: a full disk fails thousands of writes.
 * A kind is told again when it comes back after a quiet minute. For any thread.
 */
public final class WriteFailures {
    private static final Logger LOG = LoggerFactory.getLogger(WriteFailures.class);
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final String doing;
    private final Function<SQLException, Kind> kinds;
    private final Set<String> told = new HashSet<>();
    private long lastFailure;

    /**
     * What a failure of the database is called.
     *
     * @param tooLong whether it says that something was larger than the database takes
     */
    public record Kind(String name, boolean tooLong) {}

    /**
     * @param doing what fails, as a word: "write" or "read"
     */
    public WriteFailures(String doing, Function<SQLException, Kind> kinds) {
        this.doing = doing;
        this.kinds = kinds;
    }

    /** The refusal for a failure. */
    public synchronized RefusedException refusal(Throwable failure) {
        Kind kind = failure instanceof SQLException sql
                ? kinds.apply(sql)
                : new Kind(failure.getClass().getSimpleName(), false);
        if (kind.tooLong()) {
            return new RefusedException(Refusal.TOO_LONG, "larger than the store takes");
        }
        long now = System.nanoTime();
        if (now - lastFailure > QUIET_NANOS) {
            told.clear();
        }
        lastFailure = now;
        if (told.add(kind.name())) {
            if (failure instanceof SQLException) {
                LOG.error("The store cannot {}: {}", doing, failure.getMessage());
            } else {
                LOG.error("The store cannot {}", doing, failure);
            }
        }
        return new RefusedException(Refusal.UNAVAILABLE, "the store cannot " + doing + ": " + kind.name());
    }
}
