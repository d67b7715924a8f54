package dev.parley.store.postgres;

import dev.parley.store.DocumentRows;
import io.vertx.sqlclient.Row;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Documents beside the log, and the server's own secrets, in PostgreSQL.
 *
 * @param bots finds the key of a bot, which gets a row when it has none
 */
record PostgresDocumentRows(Pipeline exchange, BotKeys bots) implements DocumentRows {
    /** Finds keys of bots. */
    interface BotKeys {
        long key(UUID bot) throws SQLException;
    }

    @Override
    public Optional<String> ofSession(long session, String name) throws SQLException {
        return one("SELECT document FROM session_document WHERE session = $1 AND name = $2", session, name);
    }

    @Override
    public void putOfSession(long session, String name, String json) {
        exchange.write(
                "INSERT INTO session_document (session, name, document) VALUES ($1, $2, $3)"
                        + " ON CONFLICT (session, name) DO UPDATE SET document = excluded.document",
                session,
                name,
                json);
    }

    @Override
    public Optional<String> ofPerson(long person, UUID bot, String name) throws SQLException {
        return one(
                "SELECT d.document FROM bot b JOIN person_document d ON d.bot = b.key"
                        + " WHERE b.id = $1 AND d.person = $2 AND d.name = $3",
                bot,
                person,
                name);
    }

    @Override
    public void putOfPerson(long person, UUID bot, String name, String json) throws SQLException {
        exchange.write(
                "INSERT INTO person_document (bot, person, name, document) VALUES ($1, $2, $3, $4)"
                        + " ON CONFLICT (bot, person, name) DO UPDATE SET document = excluded.document",
                bots.key(bot),
                person,
                name,
                json);
    }

    @Override
    public void deleteOfPerson(long person) {
        exchange.write("DELETE FROM person_document WHERE person = $1", person);
    }

    @Override
    public int deleteOfBot(long bot, int limit) throws SQLException {
        return exchange.ask(
                        "DELETE FROM person_document WHERE (bot, person, name) IN"
                                + " (SELECT bot, person, name FROM person_document WHERE bot = $1 LIMIT $2)",
                        bot,
                        (long) limit)
                .rowCount();
    }

    @Override
    public Optional<String> secret(String name) throws SQLException {
        return one("SELECT value FROM secret WHERE name = $1", name);
    }

    @Override
    public void putSecret(String name, String secret) {
        exchange.write("INSERT INTO secret (name, value) VALUES ($1, $2)", name, secret);
    }

    private Optional<String> one(String sql, @Nullable Object... parameters) throws SQLException {
        for (Row row : exchange.ask(sql, parameters)) {
            return Optional.of(row.getString(0));
        }
        return Optional.empty();
    }
}
