package dev.parley.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an application does with one socket. Called on the socket's event loop, one call at a time. */
public interface SocketHandler {
    /**
     * The client emitted an event.
     *
     * @param arguments JSON values as Jackson and Vert.x have them (JsonObject, JsonArray, String, Number, Boolean, null),
     *     with {@link io.vertx.core.buffer.Buffer} for binary parts
     * @param ack answers the client's callback; null when it passed none
     */
    void event(String name, List<@Nullable Object> arguments, @Nullable Ack ack);

    /** The socket left its namespace or its connection is gone; called once, nothing follows. */
    default void gone() {}
}
