package dev.parley.cli;

import dev.parley.admin.TokenStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Tokens in a list, in place of a store. */
final class MemoryTokens implements TokenStore {
    final List<JsonObject> tokens = new ArrayList<>();
    boolean closed;

    @Override
    public Future<List<JsonObject>> all() {
        return Future.succeededFuture(List.copyOf(tokens));
    }

    @Override
    public Future<JsonObject> make(String name, String role, Set<UUID> bots) {
        if (tokens.stream().anyMatch(token -> name.equals(token.getString("name")))) {
            return Future.failedFuture("a token " + name + " exists");
        }
        JsonObject row = new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("name", name)
                .put("role", role)
                .put("bots", new JsonArray(bots.stream().map(UUID::toString).toList()));
        tokens.add(row);
        return Future.succeededFuture(new JsonObject().put("data", row).put("token", "secret-of-" + name));
    }

    @Override
    public Future<Boolean> revoke(UUID id) {
        return Future.succeededFuture(tokens.removeIf(token -> id.toString().equals(token.getString("id"))));
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }
}
