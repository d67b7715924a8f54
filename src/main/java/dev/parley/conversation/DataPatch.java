package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/** A change of a session's data, top level only: keys to set (null is a value) and keys to remove. */
public record DataPatch(JsonObject set, Set<String> remove) {
    public static final DataPatch NONE = new DataPatch(new JsonObject(), Set.of());

    /**
     * What a bot wants changed, written as one object: null removes a key. Throws {@link RefusedException} when it is
     * nested too deep.
     */
    public static DataPatch of(JsonObject changes) {
        JsonObject set = new JsonObject();
        Set<String> remove = new HashSet<>();
        Sanitizer.object(changes).forEach(change -> {
            if (change.getValue() == null) {
                remove.add(change.getKey());
            } else {
                set.put(change.getKey(), change.getValue());
            }
        });
        return new DataPatch(set, remove);
    }

    public boolean isEmpty() {
        return set.isEmpty() && remove.isEmpty();
    }
}
