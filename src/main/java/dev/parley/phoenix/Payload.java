package dev.parley.phoenix;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
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
    record Json(@Nullable Object value) implements Payload {}

    /** A JSON value as text, so that one encoding serves many receivers. Only ever sent, never received. */
    record Encoded(String json) implements Payload {}

    /** Bytes; they travel in a binary frame. */
    record Binary(Buffer bytes) implements Payload {}

    static Payload of(JsonObject object) {
        return new Json(object);
    }
}
