package dev.parley.store.sqlite;

import dev.parley.conversation.AuditEntry;
import dev.parley.store.AuditRows;
import dev.parley.store.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log. */
final class AuditTable implements AuditRows {
    private final SqliteConnection db;

    AuditTable(SqliteConnection db) {
        this.db = db;
    }

    @Override
    public void insert(AuditEntry entry) throws SQLException {
        PreparedStatement insert =
                db.prepared("INSERT INTO audit (at, who, action, bot, subject) VALUES (?, ?, ?, ?, ?)");
        insert.setLong(1, Micros.of(entry.at()));
        insert.setString(2, entry.who());
        insert.setString(3, entry.action());
        insert.setBytes(4, blob(entry.bot()));
        insert.setBytes(5, blob(entry.subject()));
        insert.executeUpdate();
    }

    List<AuditEntry> entries(long before, int limit) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        PreparedStatement select = db.prepared("SELECT number, at, who, action, bot, subject FROM audit"
                + " WHERE number < ? ORDER BY number DESC LIMIT ?");
        select.setLong(1, before);
        select.setInt(2, limit);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(new AuditEntry(
                        rows.getLong(1),
                        Micros.instant(rows.getLong(2)),
                        rows.getString(3),
                        rows.getString(4),
                        UuidBlob.readNullable(rows, 5),
                        UuidBlob.readNullable(rows, 6)));
            }
        }
        return entries;
    }

    private static byte @Nullable [] blob(@Nullable UUID id) {
        return id == null ? null : UuidBlob.of(id);
    }
}
