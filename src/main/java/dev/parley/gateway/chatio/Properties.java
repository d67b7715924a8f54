package dev.parley.gateway.chatio;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Properties in their three forms: as clients send them, {@code {"ns":{"name":value}}} or with each value wrapped; as they
 * are shown, {@code {"ns":{"name":{"value":value}}}}; and as a flat document whose members are single properties, so that
 * of two clients that set different ones both count.
 */
final class Properties {
    private static final String VALUE = "value";

    private Properties() {}

    /** A flat document of what a client sent; throws a {@link Fault} when it is something else. */
    static JsonObject flat(JsonObject sent) {
        JsonObject flat = new JsonObject();
        for (Map.Entry<String, Object> namespace : sent) {
            if (!(namespace.getValue() instanceof JsonObject properties)) {
                throw Fault.validation("properties are objects of objects");
            }
            properties.forEach(
                    property -> flat.put(key(namespace.getKey(), property.getKey()), unwrapped(property.getValue())));
        }
        return flat;
    }

    /** A flat document as clients are shown it. */
    static JsonObject shown(JsonObject flat) {
        return nested(flat, true);
    }

    /** A flat document as a bot is told it: without wrapping. */
    static JsonObject plain(JsonObject flat) {
        return nested(flat, false);
    }

    private static JsonObject nested(JsonObject flat, boolean wrap) {
        JsonObject nested = new JsonObject();
        for (Map.Entry<String, Object> property : flat) {
            String key = property.getKey();
            int colon = key.indexOf(':');
            int split = colon + 1 + Integer.parseInt(key.substring(0, colon));
            String namespace = key.substring(colon + 1, split);
            JsonObject properties = nested.getJsonObject(namespace);
            if (properties == null) {
                properties = new JsonObject();
                nested.put(namespace, properties);
            }
            Object value = property.getValue();
            properties.put(key.substring(split), wrap ? new JsonObject().put(VALUE, value) : value);
        }
        return nested;
    }

    // With the length in front no two properties have one key, whatever their names hold.
    private static String key(String namespace, String name) {
        return namespace.length() + ":" + namespace + name;
    }

    private static Object unwrapped(Object value) {
        return value instanceof JsonObject object && object.size() == 1 && object.containsKey(VALUE)
                ? object.getValue(VALUE)
                : value;
    }
}
