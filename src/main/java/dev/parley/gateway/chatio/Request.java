package dev.parley.gateway.chatio;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param id the client's name for the request, a text or number; null when it gave none
 * @param action what it wants, empty when it does not say
 */
record Request(@Nullable Object id, String action, JsonObject payload) {
    /** Reads a frame; throws a {@link Fault} when it is none. */
    static Request read(byte[] frame) {
        try {
            return of(Json.decodeValue(Buffer.buffer(frame)));
        } catch (DecodeException notJson) {
            throw Fault.validation("the frame is not JSON");
        }
    }

    /** The request in what came as JSON; throws a {@link Fault} when it is none. */
    static Request of(@Nullable Object json) {
        if (!(json instanceof JsonObject frame)) {
            throw Fault.validation("the frame is not an object");
        }
        // The SDKs up to 0.8 call it id.
        Object id = scalar(frame.getValue("request_id"));
        String action = frame.getValue("action") instanceof String text ? text : "";
        return new Request(id == null ? scalar(frame.getValue("id")) : id, action, object(frame.getValue("payload")));
    }

    private static @Nullable Object scalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number ? value : null;
    }

    private static JsonObject object(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        return value instanceof Map<?, ?> ? Fields.object(value) : new JsonObject();
    }

    Frame succeeded(JsonObject answer) {
        return response(true, answer);
    }

    Frame failed(Fault fault) {
        return response(false, fault.json());
    }

    /** What is answered to a frame that is no request. */
    static Frame unreadable(Fault fault) {
        return new Request(null, "", new JsonObject()).failed(fault);
    }

    private Frame response(boolean success, JsonObject answer) {
        JsonObject frame = new JsonObject();
        if (id != null) {
            frame.put("request_id", id);
        }
        return new Frame(frame.put("action", action)
                .put("type", "response")
                .put("success", success)
                .put("payload", answer));
    }
}
