package dev.parley.store.sqlite;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.conversation.Ledger;
import io.vertx.core.json.JsonArray;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tokens, audit and the errors of bots. */
final class LedgerTable {
    private final Db db;

    LedgerTable(Db db) {
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
                        role(rows.getString(4)),
                        bots(rows.getString(5)),
                        Micros.instant(rows.getLong(6))));
            }
        }
        return tokens;
    }

    void put(ApiToken token) throws SQLException {
        PreparedStatement put = db.prepared("INSERT INTO token (id, name, hash, role, bots, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                + " hash = excluded.hash, role = excluded.role, bots = excluded.bots,"
                + " created_at = excluded.created_at");
        put.setBytes(1, UuidBlob.of(token.id()));
        put.setString(2, token.name());
        put.setString(3, token.hash());
        put.setString(4, token.role().text());
        put.setString(
                5,
                new JsonArray(token.bots().stream().map(UUID::toString).sorted().toList()).encode());
        put.setLong(6, Micros.of(token.createdAt()));
        put.executeUpdate();
    }

    boolean remove(UUID token) throws SQLException {
        PreparedStatement delete = db.prepared("DELETE FROM token WHERE id = ?");
        delete.setBytes(1, UuidBlob.of(token));
        return delete.executeUpdate() > 0;
    }

    void insert(AuditEntry entry) throws SQLException {
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

    /**
     * Adds an error; what is too old by number goes, whether sessions between were erased or not.
     *
     * @param session the key of its session, 0 for none
     */
    void insert(long bot, long session, BotError error) throws SQLException {
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

    void deleteErrorsOfBot(long bot) throws SQLException {
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

    private static Set<UUID> bots(String json) {
        return new JsonArray(json)
                .stream().map(id -> UUID.fromString((String) id)).collect(Collectors.toUnmodifiableSet());
    }

    private static ApiToken.Role role(@Nullable String text) {
        return switch (Objects.requireNonNull(text)) {
            case "read" -> ApiToken.Role.READ;
            case "operator" -> ApiToken.Role.OPERATOR;
            case "admin" -> ApiToken.Role.ADMIN;
            default -> throw new IllegalStateException("a token of the unknown role " + text);
        };
    }
}
