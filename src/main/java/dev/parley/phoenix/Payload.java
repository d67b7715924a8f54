package dev.parley.phoenix;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a frame carries: a JSON value, JSON text that was encoded before, or bytes.
 *
 * <p>Payloads are immutable by agreement: neither the library nor a channel changes one it was given.
 */
public sealed interface Payload {
    /** The payload {@code {}}. */
    Payload EMPTY = new Encoded("{}");

    /** A JSON value: {@code JsonObject}, {@code JsonArray}, {@code String}, {@code Number}, {@code Boolean} or null. */
    record Json(@Nullable Object value) implements Payload {
        @Override
        public boolean isPushable() {
            return value instanceof JsonObject || value instanceof Map<?, ?>;
        }
    }

    /** A JSON value as text, so that one encoding serves many receivers. Only ever sent, never received. */
    record Encoded(String json) implements Payload {
        @Override
        public boolean isPushable() {
            return json.stripLeading().startsWith("{");
        }
    }

    /** Bytes; they travel in a binary frame. */
    record Binary(Buffer bytes) implements Payload {
        @Override
        public boolean isPushable() {
            return true;
        }
    }

    /** Whether clients take it in a message that answers nothing: they want an object, or bytes. */
    boolean isPushable();

    static Payload of(JsonObject object) {
        return new Json(object);
    }
}
