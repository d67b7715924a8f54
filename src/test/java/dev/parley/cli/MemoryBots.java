package dev.parley.cli;

import dev.parley.admin.BotStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Bots in a list, in place of a store. */
final class MemoryBots implements BotStore {
    final List<JsonObject> bots = new ArrayList<>();
    boolean closed;

    @Override
    public synchronized Future<List<JsonObject>> all() {
        return Future.succeededFuture(List.copyOf(bots));
    }

    @Override
    public synchronized Future<JsonObject> create(UUID id, JsonObject manifest) {
        if (!manifest.containsKey("engine")) {
            return Future.failedFuture("#: missing engine");
        }
        JsonObject bot = new JsonObject()
                .put("id", id.toString())
                .put("manifest", manifest)
                .put("temp", false);
        bots.add(bot);
        return Future.succeededFuture(bot);
    }

    @Override
    public synchronized Future<Boolean> remove(UUID id) {
        return Future.succeededFuture(bots.removeIf(bot -> id.toString().equals(bot.getString("id"))));
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }
}
