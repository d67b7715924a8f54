package dev.parley.store.postgres;

import dev.parley.conversation.BotError;
import dev.parley.conversation.BotErrors;
import dev.parley.store.BotErrorRows;
import dev.parley.store.Micros;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** The errors of bots, in PostgreSQL. Numbers follow the last one: only one writer counts. */
record PostgresBotErrors(Pipeline exchange) implements BotErrorRows {
    static Future<List<BotError>> read(PostgresReaders readers, UUID bot, int limit) {
        return readers.list(
                "SELECT e.at, s.id, e.skill, e.message FROM bot b JOIN bot_error e ON e.bot = b.key"
                        + " LEFT JOIN session s ON s.key = e.session"
                        + " WHERE b.id = $1 AND (e.session IS NULL OR s.key IS NOT NULL)"
                        + " ORDER BY e.number DESC LIMIT $2",
                row -> new BotError(
                        Micros.instant(row.getLong(0)), bot, row.getUUID(1), row.getString(2), row.getString(3)),
                bot,
                (long) limit);
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
                (long) BotErrors.MOST);
    }

    @Override
    public void deleteOfBot(long bot) {
        exchange.write("DELETE FROM bot_error WHERE bot = $1", bot);
    }
}
