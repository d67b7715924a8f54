package dev.parley.store.sqlite;

import dev.parley.conversation.ImageRecord;
import dev.parley.store.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records of images. An image whose session is gone is not found any more. */
final class ImageTable {
    private static final int KNOWN_AT_ONCE = 100;
    private static final String FROM =
            " FROM image i JOIN session s ON s.key = i.session JOIN bot b ON b.key = s.bot WHERE b.id IS NOT NULL AND ";
    private static final String KNOWN =
            "SELECT i.id" + FROM + "i.id IN (" + SqliteConnection.marks(KNOWN_AT_ONCE) + ")";

    private final SqliteConnection db;

    ImageTable(SqliteConnection db) {
        this.db = db;
    }

    void insert(long session, ImageRecord image) throws SQLException {
        PreparedStatement insert = db.prepared(
                "INSERT INTO image (id, session, type, size, width, height, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
        insert.setBytes(1, UuidBlob.of(image.id()));
        insert.setLong(2, session);
        insert.setString(3, image.type());
        insert.setLong(4, image.size());
        setNullable(insert, 5, image.width());
        setNullable(insert, 6, image.height());
        insert.setLong(7, Micros.of(image.createdAt()));
        insert.executeUpdate();
    }

    Optional<ImageRecord> find(UUID id) throws SQLException {
        PreparedStatement select =
                db.prepared("SELECT i.id, s.id, i.type, i.size, i.width, i.height, i.created_at" + FROM + "i.id = ?");
        select.setBytes(1, UuidBlob.of(id));
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            return Optional.of(new ImageRecord(
                    UuidBlob.read(rows, 1),
                    UuidBlob.read(rows, 2),
                    rows.getString(3),
                    rows.getLong(4),
                    nullable(rows, 5),
                    nullable(rows, 6),
                    Micros.instant(rows.getLong(7))));
        }
    }

    /** Those of the ids that have no record. */
    List<UUID> unknown(Collection<UUID> ids) throws SQLException {
        PreparedStatement select = db.prepared(KNOWN);
        List<UUID> all = List.copyOf(ids);
        Set<UUID> known = new HashSet<>();
        for (int from = 0; from < all.size(); from += KNOWN_AT_ONCE) {
            SqliteConnection.bindAll(
                    select, all.subList(from, Math.min(all.size(), from + KNOWN_AT_ONCE)), KNOWN_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(UuidBlob.read(rows, 1));
                }
            }
        }
        return all.stream().filter(id -> !known.contains(id)).toList();
    }

    /** Deletes a session's records; the ids they had. */
    List<UUID> deleteOf(long session) throws SQLException {
        PreparedStatement select = db.prepared("SELECT id FROM image WHERE session = ?");
        select.setLong(1, session);
        List<UUID> ids = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(UuidBlob.read(rows, 1));
            }
        }
        if (!ids.isEmpty()) {
            db.update("DELETE FROM image WHERE session = ?", session);
        }
        return ids;
    }

    private static void setNullable(PreparedStatement statement, int index, @Nullable Integer value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setInt(index, value);
        }
    }

    private static @Nullable Integer nullable(ResultSet rows, int column) throws SQLException {
        int value = rows.getInt(column);
        return rows.wasNull() ? null : value;
    }
}
