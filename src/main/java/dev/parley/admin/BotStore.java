package dev.parley.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/**
 * The bots of a store that no server has open, or of the server that has. Bots come in REST's shape, {@code {"id","manifest","temp"}}, secrets
 * masked. Failures carry a message for the operator.
 */
public interface BotStore {
    /** All bots, oldest first. */
    Future<List<JsonObject>> all();

    /** Makes a bot; fails when the manifest is wrong or the id is taken. */
    Future<JsonObject> create(UUID id, JsonObject manifest);

    /** Removes a bot with all it has; false when there was none. Fails when a file owns it. */
    Future<Boolean> remove(UUID id);

    /** Commits and closes the store. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
