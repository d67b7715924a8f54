package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was done by those who may see and change much: it outlives what it is about. The promises of {@link Store} about
 * commits, contexts and failures hold here too.
 */
public interface AuditLog {
    /** Writes down what was done; the entry's own number does not count. */
    Future<Void> write(AuditEntry entry);

    /** At most {@code limit} entries, newest first, those with a number below {@code before}. */
    Future<List<AuditEntry>> entries(OptionalLong before, int limit);
}
