package dev.parley.gateway.chatio;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads payloads; what is missing or of a wrong type is a {@link Fault}. */
final class Fields {
    private static final int MAX_LABEL = 1_000;
    private static final int MAX_URL = 8_192;

    private Fields() {}

    static String string(JsonObject payload, String name) {
        String text = optional(payload, name);
        if (text == null) {
            throw Fault.validation(name + " is missing");
        }
        return text;
    }

    static @Nullable String optional(JsonObject payload, String name) {
        Object value = payload.getValue(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        throw Fault.validation(name + " is not a text");
    }

    /** A short text, such as a name. */
    static @Nullable String label(JsonObject payload, String name) {
        String text = optional(payload, name);
        if (text != null && text.length() > MAX_LABEL) {
            throw Fault.validation(name + " is longer than " + MAX_LABEL);
        }
        return text;
    }

    /** An address that may become a link. */
    static String address(JsonObject payload, String name) {
        String text = string(payload, name);
        try {
            String scheme = new URI(text).getScheme();
            if (text.length() <= MAX_URL && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
                return text;
            }
        } catch (URISyntaxException noAddress) {
            throw Fault.validation(name + " is not an address");
        }
        throw Fault.validation(name + " is not an address of the web");
    }

    /** An object that may be missing; then it is empty. */
    static JsonObject object(JsonObject payload, String name) {
        Object value = payload.getValue(name);
        if (value == null) {
            return new JsonObject();
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw Fault.validation(name + " is not an object");
    }

    /** The object in a value that is one. */
    static JsonObject object(Object value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, member) -> named.put(String.valueOf(key), member));
            return new JsonObject(named);
        }
        throw Fault.validation("an object was expected");
    }

    /** A list that may be missing; then it is empty. */
    static List<Object> list(JsonObject payload, String name) {
        Object value = payload.getValue(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof JsonArray array) {
            return array.stream().toList();
        }
        throw Fault.validation(name + " is not a list");
    }

    /** A whole number that is not negative, or what stands for none. */
    static int count(JsonObject payload, String name, int fallback) {
        Object value = payload.getValue(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw Fault.validation(name + " is not a number from 0 on");
    }

    /** A thread's id as its session's; null when it cannot be one. */
    static @Nullable UUID thread(@Nullable Object value) {
        return value instanceof String text ? Ids.parse(text) : null;
    }
}
