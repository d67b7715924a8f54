package dev.parley.cli;

import dev.parley.admin.TokenStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tokens of a running server, by {@code /api/v1/tokens}. */
record RestTokens(RestCalls server) implements TokenStore {
    private static final String PATH = "/api/v1/tokens";

    @Override
    public Future<List<JsonObject>> all() {
        return server.list(PATH);
    }

    @Override
    public Future<JsonObject> make(String name, String role, Set<UUID> bots) {
        JsonArray ids = new JsonArray();
        bots.stream().map(UUID::toString).sorted().forEach(ids::add);
        JsonObject asked = new JsonObject().put("name", name).put("role", role).put("bots", ids);
        return server.call("POST", PATH, Optional.of(asked), 201);
    }

    @Override
    public Future<Boolean> revoke(UUID id) {
        return server.delete(PATH + "/" + id);
    }
}
