package dev.parley.store.sqlite;

import dev.parley.conversation.BotRecord;
import dev.parley.store.Micros;
import io.vertx.core.json.JsonObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Bots. A bot whose manifest is kept elsewhere has a row too once it has a session. A bot that is being erased loses
 * its id first, which hides all its sessions at once and frees the id.
 */
final class BotTable {
    private final SqliteConnection db;

    BotTable(SqliteConnection db) {
        this.db = db;
    }

    /** The bots whose manifests are kept here, oldest first. */
    List<BotRecord> all() throws SQLException {
        List<BotRecord> bots = new ArrayList<>();
        PreparedStatement select = db.prepared("SELECT id, manifest, temp, created_at FROM bot"
                + " WHERE id IS NOT NULL AND manifest IS NOT NULL ORDER BY created_at, key");
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                bots.add(new BotRecord(
                        UuidBlob.read(rows, 1),
                        new JsonObject(rows.getString(2)),
                        rows.getInt(3) != 0,
                        Micros.instant(rows.getLong(4))));
            }
        }
        return bots;
    }

    void put(BotRecord bot, String manifest) throws SQLException {
        PreparedStatement put = db.prepared("INSERT INTO bot (id, manifest, temp, created_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET manifest = excluded.manifest, temp = excluded.temp,"
                + " created_at = excluded.created_at");
        put.setBytes(1, UuidBlob.of(bot.id()));
        put.setString(2, manifest);
        put.setInt(3, bot.temp() ? 1 : 0);
        put.setLong(4, Micros.of(bot.createdAt()));
        put.executeUpdate();
    }

    /** A bot's key, 0 when it has no row. */
    long key(UUID bot) throws SQLException {
        PreparedStatement select = db.prepared("SELECT key FROM bot WHERE id = ?");
        select.setBytes(1, UuidBlob.of(bot));
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** A bot's key; it gets a row when it has none. */
    long keyForSession(UUID bot) throws SQLException {
        long key = key(bot);
        if (key != 0) {
            return key;
        }
        PreparedStatement insert = db.prepared("INSERT INTO bot (id) VALUES (?)");
        insert.setBytes(1, UuidBlob.of(bot));
        insert.executeUpdate();
        return key(bot);
    }

    void hide(long bot) throws SQLException {
        db.update("UPDATE bot SET id = NULL, manifest = NULL WHERE key = ?", bot);
    }

    void delete(long bot) throws SQLException {
        db.update("DELETE FROM bot WHERE key = ?", bot);
    }

    /** The keys of the bots whose erasure was begun. */
    List<Long> hidden() throws SQLException {
        return db.numbers("SELECT key FROM bot WHERE id IS NULL");
    }
}
