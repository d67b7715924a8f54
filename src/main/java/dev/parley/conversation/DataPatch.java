package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/** A change of a session's data, top level only: keys to set (null is a value) and keys to remove. */
public record DataPatch(JsonObject set, Set<String> remove) {
    public static final DataPatch NONE = new DataPatch(new JsonObject(), Set.of());

    public boolean isEmpty() {
        return set.isEmpty() && remove.isEmpty();
    }
}
