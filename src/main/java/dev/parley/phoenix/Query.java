package dev.parley.phoenix;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a query with bracket nesting: {@code a=1&b[x]=2&c[]=3} is {@code {"a":"1","b":{"x":"2"},"c":["3"]}}. The last
 * of two equal names wins; an escape that is none stays as it is.
 */
final class Query {
    /** Deeper brackets are part of the last name, so that no query nests without end. */
    private static final int MAX_DEPTH = 32;

    private Query() {}

    static JsonObject decode(@Nullable String query) {
        JsonObject params = new JsonObject();
        if (query == null) {
            return params;
        }
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = unescape(equals < 0 ? pair : pair.substring(0, equals));
                put(params, path(name), equals < 0 ? "" : unescape(pair.substring(equals + 1)));
            }
        }
        return params;
    }

    /** {@code a[b][]} as a, b and the empty name, which means one more element of a list. */
    private static List<String> path(String name) {
        int open = name.indexOf('[');
        if (open <= 0 || !name.endsWith("]")) {
            return List.of(name);
        }
        List<String> path = new ArrayList<>();
        path.add(name.substring(0, open));
        String rest = name.substring(open + 1, name.length() - 1);
        String[] inner = rest.split("\\]\\[", MAX_DEPTH);
        path.addAll(List.of(inner));
        return path;
    }

    private static void put(JsonObject params, List<String> path, String value) {
        Object holder = params;
        for (int i = 0; i < path.size() - 1; i++) {
            boolean list = path.get(i + 1).isEmpty();
            Object known = child(holder, path.get(i));
            if (known != null && known instanceof JsonArray == list && !(known instanceof String)) {
                holder = known;
            } else {
                Object next = list ? new JsonArray() : new JsonObject();
                set(holder, path.get(i), next);
                holder = next;
            }
        }
        set(holder, path.get(path.size() - 1), value);
    }

    private static @Nullable Object child(Object holder, String name) {
        return holder instanceof JsonObject object ? object.getValue(name) : null;
    }

    private static void set(Object holder, String name, Object value) {
        if (holder instanceof JsonArray array) {
            array.add(value);
        } else {
            ((JsonObject) holder).put(name, value);
        }
    }

    private static String unescape(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (bytes[i] == '%' && low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
