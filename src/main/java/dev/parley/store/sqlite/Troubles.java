package dev.parley.store.sqlite;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Turns failures into refusals and tells the log of each kind of trouble once: a full disk fails thousands of writes.
 * A kind is told again when it comes back after a quiet minute. For one thread.
 */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final String doing;
    private final Set<String> told = new HashSet<>();
    private long lastFailure;

    /**
     * @param doing what fails, as a word: "write" or "read"
     */
    Troubles(String doing) {
        this.doing = doing;
    }

    /** The refusal for a failure. */
    RefusedException refusal(Throwable failure) {
        String kind = kind(failure);
        if (kind.equals(SQLiteErrorCode.SQLITE_TOOBIG.name())) {
            return new RefusedException(Refusal.TOO_LONG, "larger than the store takes");
        }
        long now = System.nanoTime();
        if (now - lastFailure > QUIET_NANOS) {
            told.clear();
        }
        lastFailure = now;
        if (told.add(kind)) {
            if (failure instanceof SQLException) {
                LOG.error("The store cannot {}: {}", doing, failure.getMessage());
            } else {
                LOG.error("The store cannot {}", doing, failure);
            }
        }
        return new RefusedException(Refusal.UNAVAILABLE, "the store cannot " + doing + ": " + kind);
    }

    private static String kind(Throwable failure) {
        return failure instanceof SQLiteException sqlite
                ? sqlite.getResultCode().name()
                : failure.getClass().getSimpleName();
    }
}
