package dev.parley.gateway.chip;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read as Chip reads one: names match without regard to case, null counts as absent, other names are not
 * looked at, and a value of another type makes the whole object unusable.
 */
final class Fields {
    /** What makes an object unusable. Without stack trace: an answer, not an accident. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why, null, false, false);
        }
    }

    private final JsonObject object;

    private Fields(JsonObject object) {
        this.object = object;
    }

    /** Reads UTF-8 text; throws {@link Unusable} when it is no JSON object. */
    static Fields read(byte[] text) {
        Object value;
        try {
            value = Json.decodeValue(new String(text, UTF_8));
        } catch (DecodeException e) {
            throw new Unusable("not JSON");
        }
        if (value instanceof JsonObject object) {
            return new Fields(object);
        }
        throw new Unusable("not an object");
    }

    /** A text; null when it is absent. */
    @Nullable
    String text(String name) {
        return typed(name, String.class, "a string");
    }

    /** An integer; null when it is absent. */
    @Nullable
    Long integer(String name) {
        Object value = find(name);
        if (value == null || value instanceof Long || value instanceof Integer) {
            return value == null ? null : ((Number) value).longValue();
        }
        throw new Unusable(name + " is not an integer");
    }

    /** An object; an empty one when it is absent. */
    Fields object(String name) {
        JsonObject value = typed(name, JsonObject.class, "an object");
        return new Fields(value == null ? new JsonObject() : value);
    }

    /** A list; an empty one when it is absent. */
    List<?> list(String name) {
        JsonArray value = typed(name, JsonArray.class, "a list");
        return value == null ? List.of() : value.stream().toList();
    }

    /** A list of texts; an empty one when it is absent. */
    List<String> texts(String name) {
        return list(name).stream()
                .map(member -> {
                    if (member instanceof String text) {
                        return text;
                    }
                    throw new Unusable(name + " is not a list of strings");
                })
                .toList();
    }

    /** Whatever stands under a name; null when nothing does. The last of several wins. */
    @Nullable
    Object find(String name) {
        Object found = object.getValue(name);
        if (found != null) {
            return found;
        }
        for (Map.Entry<String, Object> entry : object) {
            if (entry.getKey().equalsIgnoreCase(name) && entry.getValue() != null) {
                found = entry.getValue();
            }
        }
        return found;
    }

    private <T> @Nullable T typed(String name, Class<T> type, String kind) {
        Object value = find(name);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw new Unusable(name + " is not " + kind);
    }
}
