package dev.parley.socketio;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A packet a client sent.
 *
 * @param attachments how many binary messages belong to it and follow
 * @param namespace {@code /} for the main one; in protocol 3 a query may follow the name
 * @param id what an acknowledgement refers to: digits, null for none
 * @param data {@link JsonArray} of an event or acknowledgement, {@link JsonObject} of a connect; null for none
 */
record Packet(
        PacketType type,
        int attachments,
        String namespace,
        @Nullable String id,
        @Nullable Object data) {
    /** The values of an event or acknowledgement. */
    JsonArray values() {
        return data instanceof JsonArray array ? array : new JsonArray();
    }
}
