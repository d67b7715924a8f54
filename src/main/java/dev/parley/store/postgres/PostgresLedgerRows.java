package dev.parley.store.postgres;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.conversation.Ledger;
import dev.parley.store.LedgerRows;
import dev.parley.store.Micros;
import dev.parley.store.TokenBots;
import java.sql.SQLException;
import java.util.UUID;

/** Tokens, audit and the errors of bots, in PostgreSQL. Numbers follow the last one: only one writer counts. */
record PostgresLedgerRows(Pipeline exchange) implements LedgerRows {
    @Override
    public void put(ApiToken token) {
        exchange.write(
                "INSERT INTO token (id, name, hash, role, bots, created_at) VALUES ($1, $2, $3, $4, $5, $6)"
                        + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, hash = excluded.hash,"
                        + " role = excluded.role, bots = excluded.bots, created_at = excluded.created_at",
                token.id(),
                token.name(),
                token.hash(),
                token.role().text(),
                TokenBots.json(token.bots()),
                Micros.of(token.createdAt()));
    }

    @Override
    public boolean remove(UUID token) throws SQLException {
        return exchange.ask("DELETE FROM token WHERE id = $1", token).rowCount() > 0;
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

    @Override
    public void insert(long bot, long session, BotError error) {
        exchange.write(
                "INSERT INTO bot_error (bot, number, at, session, skill, message) VALUES ($1,"
                        + " (SELECT coalesce(max(number), 0) + 1 FROM bot_error WHERE bot = $1),"
                        + " $2, nullif($3, 0), $4, $5)",
                bot,
                Micros.of(error.at()),
                session,
                error.skill(),
                error.message());
        exchange.write(
                "DELETE FROM bot_error WHERE bot = $1"
                        + " AND number <= (SELECT max(number) FROM bot_error WHERE bot = $1) - $2",
                bot,
                (long) Ledger.ERRORS_OF_A_BOT);
    }

    @Override
    public void deleteErrors(long bot) {
        exchange.write("DELETE FROM bot_error WHERE bot = $1", bot);
    }
}
