package dev.parley.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks after bots, by a running server or in the store. Bots come in REST's shape, {@code {"id","manifest","temp"}}.
 * Calls block; what cannot be done is a {@link CommandException} or an exception with a message for the operator.
 */
interface BotAdmin extends AutoCloseable {
    /** Where clients reach these bots, or will once a server runs. */
    String url();

    List<JsonObject> all() throws Exception;

    Optional<JsonObject> find(UUID id) throws Exception;

    JsonObject create(UUID id, JsonObject manifest) throws Exception;

    /** False when there was none. */
    boolean remove(UUID id) throws Exception;

    @Override
    default void close() throws Exception {}
}
