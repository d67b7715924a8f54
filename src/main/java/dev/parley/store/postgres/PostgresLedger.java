package dev.parley.store.postgres;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.store.GroupedLedger;
import dev.parley.store.Micros;
import dev.parley.store.TokenBots;
import dev.parley.store.WriteQueue;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Tokens, audit and errors, in PostgreSQL. */
final class PostgresLedger extends GroupedLedger {
    private final PostgresReaders readers;

    PostgresLedger(WriteQueue writing, PostgresReaders readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<List<ApiToken>> tokens() {
        return readers.list(
                "SELECT id, name, hash, role, bots, created_at FROM token ORDER BY created_at, id",
                row -> new ApiToken(
                        row.getUUID(0),
                        row.getString(1),
                        row.getString(2),
                        ApiToken.Role.of(row.getString(3)),
                        TokenBots.of(row.getString(4)),
                        Micros.instant(row.getLong(5))));
    }

    @Override
    public Future<List<AuditEntry>> audits(OptionalLong before, int limit) {
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
                before.orElse(Long.MAX_VALUE),
                (long) Math.max(0, limit));
    }

    @Override
    public Future<List<BotError>> errors(UUID bot, int limit) {
        return readers.list(
                "SELECT e.at, s.id, e.skill, e.message FROM bot b JOIN bot_error e ON e.bot = b.key"
                        + " LEFT JOIN session s ON s.key = e.session"
                        + " WHERE b.id = $1 AND (e.session IS NULL OR s.key IS NOT NULL)"
                        + " ORDER BY e.number DESC LIMIT $2",
                row -> new BotError(
                        Micros.instant(row.getLong(0)), bot, row.getUUID(1), row.getString(2), row.getString(3)),
                bot,
                (long) Math.max(0, limit));
    }
}
