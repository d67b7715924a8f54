package dev.parley.store.postgres;

import dev.parley.conversation.AuditEntry;
import dev.parley.store.AuditRows;
import dev.parley.store.Micros;
import io.vertx.core.Future;
import java.util.List;

/** The audit log, in PostgreSQL. Numbers follow the last one: only one writer counts. */
record PostgresAuditLog(Pipeline exchange) implements AuditRows {
    static Future<List<AuditEntry>> read(PostgresReaders readers, long before, int limit) {
        return readers.list(
                "SELECT number, at, who, action, bot, subject FROM audit WHERE number < $1"
                        + " ORDER BY number DESC LIMIT $2",
                row -> new AuditEntry(
                        row.getLong(0),
                        Micros.instant(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getUUID(4),
                        row.getUUID(5)),
                before,
                (long) limit);
    }

    @Override
    public void insert(AuditEntry entry) {
        exchange.write(
                "INSERT INTO audit (number, at, who, action, bot, subject)"
                        + " VALUES ((SELECT coalesce(max(number), 0) + 1 FROM audit), $1, $2, $3, $4, $5)",
                Micros.of(entry.at()),
                entry.who(),
                entry.action(),
                entry.bot(),
                entry.subject());
    }
}
