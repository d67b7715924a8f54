package dev.parley.cli;

import dev.parley.admin.BotStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Bots of a running server, by {@code /api/bots}. */
record RestBots(RestCalls server) implements BotStore {
    @Override
    public Future<List<JsonObject>> all() {
        return server.list("/api/bots");
    }

    @Override
    public Future<JsonObject> create(UUID id, JsonObject manifest) {
        JsonObject body = new JsonObject()
                .put("bot", new JsonObject().put("id", id.toString()).put("manifest", manifest));
        return server.call("POST", "/api/bots", Optional.of(body), 201).map(made -> made.getJsonObject("data"));
    }

    @Override
    public Future<Boolean> remove(UUID id) {
        return server.delete("/api/bots/" + id);
    }
}
