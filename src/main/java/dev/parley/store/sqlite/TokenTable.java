package dev.parley.store.sqlite;

import dev.parley.conversation.ApiToken;
import dev.parley.store.Micros;
import dev.parley.store.TokenBots;
import dev.parley.store.TokenRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The tokens of the REST API. */
final class TokenTable implements TokenRows {
    private final SqliteConnection db;

    TokenTable(SqliteConnection db) {
        this.db = db;
    }

    List<ApiToken> all() throws SQLException {
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
}
