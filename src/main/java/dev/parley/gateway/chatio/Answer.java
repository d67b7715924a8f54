package dev.parley.gateway.chatio;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a request.
 *
 * @param payload of the response
 * @param own what follows with the id of the request, for the actions whose callers wait for that; null for others
 */
record Answer(JsonObject payload, @Nullable Push own) {
    static Answer of(JsonObject payload) {
        return new Answer(payload, null);
    }

    /** An empty response and what follows. */
    static Answer of(Push own) {
        return new Answer(new JsonObject(), own);
    }
}
