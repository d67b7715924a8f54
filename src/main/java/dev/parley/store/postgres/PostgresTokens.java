package dev.parley.store.postgres;

import dev.parley.conversation.ApiToken;
import dev.parley.store.Micros;
import dev.parley.store.TokenBots;
import dev.parley.store.TokenRows;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The tokens of the REST API, in PostgreSQL. */
record PostgresTokens(Pipeline exchange) implements TokenRows {
    static Future<List<ApiToken>> read(PostgresReaders readers) {
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
}
