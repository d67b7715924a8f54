package dev.parley.gateway.chatio;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Something clients are told unasked, and the one who asked for it with the id of the request. */
record Push(String action, JsonObject payload) {
    /** The frame for everybody who did not ask. */
    Frame frame() {
        return frame(null);
    }

    /** The frame for who asked; a request without an id has no key for it either, as clients drop a null. */
    Frame frame(@Nullable Object requestId) {
        JsonObject frame = new JsonObject().put("action", action).put("type", "push");
        if (requestId != null) {
            frame.put("request_id", requestId);
        }
        return new Frame(frame.put("payload", payload));
    }
}
