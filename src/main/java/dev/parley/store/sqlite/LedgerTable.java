package dev.parley.store.sqlite;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.conversation.Ledger;
import dev.parley.store.LedgerRows;
import dev.parley.store.Micros;
import dev.parley.store.TokenBots;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens, audit and the errors of bots. */
final class LedgerTable implements LedgerRows {
    private final SqliteConnection db;

    LedgerTable(SqliteConnection db) {
        this.db = db;
    }

    List<ApiToken> tokens() throws SQLException {
        List<ApiToken> tokens = new ArrayList<>();
        PreparedStatement select =
                db.prepared("SELECT id, name, hash, role, bots, created_at FROM token ORDER BY created_at, id");
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                tokens.add(new ApiToken(
                        UuidBlob.read(rows, 1),
                        rows.getString(2),
                        rows.getString(3),
                        ApiToken.Role.of(rows.getString(4)),
                        TokenBots.of(rows.getString(5)),
                        Micros.instant(rows.getLong(6))));
            }
        }
        return tokens;
    }

    @Override
    public void put(ApiToken token) throws SQLException {
        PreparedStatement put = db.prepared("INSERT INTO token (id, name, hash, role, bots, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                + " hash = excluded.hash, role = excluded.role, bots = excluded.bots,"
                + " created_at = excluded.created_at");
        put.setBytes(1, UuidBlob.of(token.id()));
        put.setString(2, token.name());
        put.setString(3, token.hash());
        put.setString(4, token.role().text());
        put.setString(5, TokenBots.json(token.bots()));
        put.setLong(6, Micros.of(token.createdAt()));
        put.executeUpdate();
    }

    @Override
    public boolean remove(UUID token) throws SQLException {
        PreparedStatement delete = db.prepared("DELETE FROM token WHERE id = ?");
        delete.setBytes(1, UuidBlob.of(token));
        return delete.executeUpdate() > 0;
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

    List<AuditEntry> audits(long before, int limit) throws SQLException {
        List<AuditEntry> audits = new ArrayList<>();
        PreparedStatement select = db.prepared("SELECT number, at, who, action, bot, subject FROM audit"
                + " WHERE number < ? ORDER BY number DESC LIMIT ?");
        select.setLong(1, before);
        select.setInt(2, Math.max(0, limit));
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                audits.add(new AuditEntry(
                        rows.getLong(1),
                        Micros.instant(rows.getLong(2)),
                        rows.getString(3),
                        rows.getString(4),
                        UuidBlob.readNullable(rows, 5),
                        UuidBlob.readNullable(rows, 6)));
            }
        }
        return audits;
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
        db.update("DELETE FROM bot_error WHERE bot = ? AND number <= ?", bot, number - Ledger.ERRORS_OF_A_BOT);
    }

    List<BotError> errors(UUID bot, int limit) throws SQLException {
        List<BotError> errors = new ArrayList<>();
        PreparedStatement select = db.prepared("SELECT e.at, s.id, e.skill, e.message FROM bot b"
                + " JOIN bot_error e ON e.bot = b.key LEFT JOIN session s ON s.key = e.session"
                + " WHERE b.id = ? AND (e.session IS NULL OR s.key IS NOT NULL) ORDER BY e.number DESC LIMIT ?");
        select.setBytes(1, UuidBlob.of(bot));
        select.setInt(2, Math.max(0, limit));
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

    void deleteErrorsOfSession(long session) throws SQLException {
        db.update("DELETE FROM bot_error WHERE session = ?", session);
    }

    @Override
    public void deleteErrors(long bot) throws SQLException {
        db.update("DELETE FROM bot_error WHERE bot = ?", bot);
    }

    private long lastNumber(long bot) throws SQLException {
        PreparedStatement select = db.prepared("SELECT max(number) FROM bot_error WHERE bot = ?");
        select.setLong(1, bot);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static byte @Nullable [] blob(@Nullable UUID id) {
        return id == null ? null : UuidBlob.of(id);
    }
}
