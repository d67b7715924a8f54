package dev.parley.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Looks after tokens of the REST API, by a running server or in the store. Tokens come in REST's shape,
 * {@code {"id","name","role","bots","created_at"}}. Calls block; what cannot be done is a {@link CommandException} or an
 * exception with a message for the operator.
 */
interface TokenAdmin extends AutoCloseable {
    List<JsonObject> all() throws Exception;

    /** The row and what is sent, {@code {"data","token"}}. */
    JsonObject make(String name, TokenRole role, Set<UUID> bots) throws Exception;

    /** False when there was none. */
    boolean revoke(UUID id) throws Exception;

    @Override
    default void close() throws Exception {}
}
