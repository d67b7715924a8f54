package dev.parley.store.sqlite;

import dev.parley.conversation.BotError;
import dev.parley.conversation.BotErrors;
import dev.parley.store.BotErrorRows;
import dev.parley.store.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The errors of bots. */
final class BotErrorTable implements BotErrorRows {
    private final SqliteConnection db;

    BotErrorTable(SqliteConnection db) {
        this.db = db;
    }

    @Override
    public void insert(long bot, long session, BotError error) throws SQLException {
        long number = lastNumber(bot) + 1;
        PreparedStatement insert = db.prepared(
                "INSERT INTO bot_error (bot, number, at, session, skill, message) VALUES (?, ?, ?, nullif(?, 0), ?, ?)");
        insert.setLong(1, bot);
        insert.setLong(2, number);
        insert.setLong(3, Micros.of(error.at()));
        insert.setLong(4, session);
        insert.setString(5, error.skill());
        insert.setString(6, error.message());
        insert.executeUpdate();
        db.update("DELETE FROM bot_error WHERE bot = ? AND number <= ?", bot, number - BotErrors.MOST);
    }

    List<BotError> of(UUID bot, int limit) throws SQLException {
        List<BotError> errors = new ArrayList<>();
        PreparedStatement select = db.prepared("SELECT e.at, s.id, e.skill, e.message FROM bot b"
                + " JOIN bot_error e ON e.bot = b.key LEFT JOIN session s ON s.key = e.session"
                + " WHERE b.id = ? AND (e.session IS NULL OR s.key IS NOT NULL) ORDER BY e.number DESC LIMIT ?");
        select.setBytes(1, UuidBlob.of(bot));
        select.setInt(2, limit);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                errors.add(new BotError(
                        Micros.instant(rows.getLong(1)),
                        bot,
                        UuidBlob.readNullable(rows, 2),
                        rows.getString(3),
                        rows.getString(4)));
            }
        }
        return errors;
    }

    void deleteOfSession(long session) throws SQLException {
        db.update("DELETE FROM bot_error WHERE session = ?", session);
    }

    @Override
    public void deleteOfBot(long bot) throws SQLException {
        db.update("DELETE FROM bot_error WHERE bot = ?", bot);
    }

    private long lastNumber(long bot) throws SQLException {
        PreparedStatement select = db.prepared("SELECT max(number) FROM bot_error WHERE bot = ?");
        select.setLong(1, bot);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
