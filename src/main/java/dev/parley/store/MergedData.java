package dev.parley.store;

import dev.parley.conversation.DataPatch;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session's data after a patch. Only the top level is merged, null is a value like any other, and the object that
 * was there before stays as it was.
 *
 * @param json the data as compact JSON
 * @param bytes the size of that JSON in UTF-8
 */
public record MergedData(JsonObject data, String json, int bytes) {
    public static MergedData of(JsonObject data) {
        String json = data.encode();
        return new MergedData(data, json, json.getBytes(StandardCharsets.UTF_8).length);
    }

    public static MergedData of(JsonObject before, DataPatch patch) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(before.getMap());
        merged.putAll(patch.set().getMap());
        merged.keySet().removeAll(patch.remove());
        return of(new JsonObject(merged));
    }
}
