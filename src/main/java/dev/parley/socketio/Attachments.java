package dev.parley.socketio;

import dev.parley.engineio.MalformedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes bytes out of a packet's values, where a numbered placeholder stays for each, and puts them back. */
final class Attachments {
    private static final String PLACEHOLDER = "_placeholder";
    private static final String NUMBER = "num";

    private Attachments() {}

    /** The values with placeholders for their buffers, which are added to the list. */
    static @Nullable Object takeOut(@Nullable Object value, List<Buffer> buffers) {
        if (value instanceof Buffer buffer) {
            buffers.add(buffer);
            return new JsonObject()
                    .put(PLACEHOLDER, true)
                    .put(NUMBER, buffers.size() - 1)
                    .getMap();
        }
        if (value instanceof JsonObject object) {
            return takeOut(object.getMap(), buffers);
        }
        if (value instanceof JsonArray array) {
            return takeOut(array.getList(), buffers);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(String.valueOf(name), takeOut(inner, buffers)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(inner -> copy.add(takeOut(inner, buffers)));
            return copy;
        }
        return value;
    }

    /**
     * The values with buffers in place of their placeholders.
     *
     * @throws MalformedException if a placeholder has no buffer
     */
    static @Nullable Object putBack(@Nullable Object value, List<Buffer> buffers) {
        if (value instanceof JsonObject object) {
            return putBack(object.getMap(), buffers);
        }
        if (value instanceof JsonArray array) {
            return putBack(array.getList(), buffers);
        }
        if (value instanceof Map<?, ?> map) {
            if (Boolean.TRUE.equals(map.get(PLACEHOLDER))) {
                return buffer(map.get(NUMBER), buffers);
            }
            JsonObject copy = new JsonObject();
            map.forEach((name, inner) -> copy.put(String.valueOf(name), putBack(inner, buffers)));
            return copy;
        }
        if (value instanceof List<?> list) {
            JsonArray copy = new JsonArray();
            list.forEach(inner -> copy.add(putBack(inner, buffers)));
            return copy;
        }
        return value;
    }

    private static Buffer buffer(@Nullable Object number, List<Buffer> buffers) {
        if (number instanceof Integer index && index >= 0 && index < buffers.size()) {
            return buffers.get(index);
        }
        throw new MalformedException("illegal attachments");
    }
}
