package dev.parley.gateway;

import dev.parley.bot.UuidText;
import dev.parley.phoenix.Payload;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a push's payload; what is missing or of a wrong type is a {@link PushRefused}. */
public final class PushFields {
    private static final int MAX_CLIENT_ID = 255;

    private PushFields() {}

    /** The payload as an object. */
    public static JsonObject object(Payload payload) {
        if (payload instanceof Payload.Json json && json.value() instanceof JsonObject object) {
            return object;
        }
        throw PushRefused.because("invalid_payload");
    }

    public static String string(JsonObject payload, String field) {
        if (payload.getValue(field) instanceof String text) {
            return text;
        }
        throw PushRefused.invalid(field);
    }

    public static boolean bool(JsonObject payload, String field) {
        if (payload.getValue(field) instanceof Boolean value) {
            return value;
        }
        throw PushRefused.invalid(field);
    }

    public static JsonObject object(JsonObject payload, String field) {
        if (payload.getValue(field) instanceof JsonObject value) {
            return value;
        }
        throw PushRefused.invalid(field);
    }

    /** The named session; a text that is no UUID names no session. */
    public static SessionName session(JsonObject payload) {
        String text = string(payload, "session");
        UUID id = UuidText.parse(text).orElseThrow(() -> PushRefused.because("unknown_session"));
        return new SessionName(id, text);
    }

    /** The sender's own id of a message, if it gave one. */
    public static @Nullable String clientId(JsonObject payload) {
        if (!payload.containsKey("client_id")) {
            return null;
        }
        String id = string(payload, "client_id");
        if (id.isEmpty() || id.length() > MAX_CLIENT_ID) {
            throw PushRefused.invalid("client_id");
        }
        return id;
    }

    /** A seq, or another whole number that is not negative. */
    public static long seq(JsonObject payload, String field) {
        Object value = payload.getValue(field);
        if (!isSeq(value)) {
            throw PushRefused.invalid(field);
        }
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    public static boolean isSeq(@Nullable Object value) {
        return (value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0;
    }

    /** Session data from a socket: keys that begin with a dot are the server's own and dropped. */
    public static JsonObject data(JsonObject data) {
        JsonObject kept = new JsonObject();
        for (Map.Entry<String, Object> entry : data) {
            if (!entry.getKey().startsWith(".")) {
                kept.put(entry.getKey(), entry.getValue());
            }
        }
        return kept;
    }

    /**
     * A session as the client wrote it.
     *
     * @param text the id in the client's spelling, echoed in pushes
     */
    public record SessionName(UUID id, String text) {}
}
