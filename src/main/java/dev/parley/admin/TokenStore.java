package dev.parley.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The tokens of a store that no server has open, or of the server that has, in REST's shape, {@code {"id","name","role","bots","created_at"}}.
 * Failures carry a message for the operator.
 */
public interface TokenStore {
    /** All tokens, oldest first. */
    Future<List<JsonObject>> all();

    /**
     * Makes a token, {@code {"data","token"}}; fails when the name is taken.
     *
     * @param role {@code read}, {@code operator} or {@code admin}
     * @param bots the bots it is for; empty for all
     */
    Future<JsonObject> make(String name, String role, Set<UUID> bots);

    /** Revokes a token; false when there was none. */
    Future<Boolean> revoke(UUID id);

    /** Commits and closes the store. */
    default Future<Void> close() {
        return Future.succeededFuture();
    }
}
