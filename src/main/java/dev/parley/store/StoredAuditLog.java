package dev.parley.store;

import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.AuditLog;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** The audit log of all stores. */
public final class StoredAuditLog implements AuditLog {
    private final WriteQueue writing;
    private final BiFunction<Long, Integer, Future<List<AuditEntry>>> reading;

    /**
     * @param reading reads entries with a number below the first, newest first, at most as many as the second
     */
    public StoredAuditLog(WriteQueue writing, BiFunction<Long, Integer, Future<List<AuditEntry>>> reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public Future<Void> write(AuditEntry entry) {
        return writing.write(transaction -> {
            writing.database().audit().insert(entry);
            return null;
        });
    }

    @Override
    public Future<List<AuditEntry>> entries(OptionalLong before, int limit) {
        return reading.apply(before.orElse(Long.MAX_VALUE), Math.max(0, limit));
    }
}
