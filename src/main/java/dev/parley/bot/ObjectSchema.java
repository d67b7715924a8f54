package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An object with known keys. Immutable: each step makes a new one. */
public final class ObjectSchema implements Schema {
    private static final ObjectSchema EMPTY = new ObjectSchema(Map.of(), Set.of(), false);

    private static final int MOST_UNKNOWN = 20;

    private final Map<String, Schema> keys;
    private final Set<String> required;
    private final boolean open;

    private ObjectSchema(Map<String, Schema> keys, Set<String> required, boolean open) {
        this.keys = keys;
        this.required = required;
        this.open = open;
    }

    /** An object of which nothing is known yet. */
    public static ObjectSchema object() {
        return EMPTY;
    }

    /** Also has this key, which must be there. */
    public ObjectSchema required(String key, Schema shape) {
        Set<String> more = new LinkedHashSet<>(required);
        more.add(key);
        return new ObjectSchema(with(key, shape), more, open);
    }

    /** Also has this key, which may be left out. */
    public ObjectSchema optional(String key, Schema shape) {
        return new ObjectSchema(with(key, shape), required, open);
    }

    /** The same, and these keys must be there, in this order behind those that must be there already. */
    ObjectSchema requiring(Collection<String> names) {
        Set<String> more = new LinkedHashSet<>(required);
        more.addAll(names);
        return new ObjectSchema(keys, more, open);
    }

    /** The same with a {@code type}, which is this word. */
    ObjectSchema typed(String type) {
        Map<String, Schema> more = new LinkedHashMap<>();
        more.put("type", Schema.word(type));
        more.putAll(keys);
        Set<String> needed = new LinkedHashSet<>(Set.of("type"));
        needed.addAll(required);
        return new ObjectSchema(more, needed, open);
    }

    boolean requiresNothing() {
        return required.isEmpty();
    }

    /** Tolerates keys it does not know. */
    public ObjectSchema open() {
        return new ObjectSchema(keys, required, true);
    }

    @Override
    public void check(String path, @Nullable Object value, Consumer<Problem> problems) {
        if (!(value instanceof JsonObject object)) {
            problems.accept(Problem.wrongType(path, value, "object"));
            return;
        }
        List<String> missing =
                required.stream().filter(key -> !object.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            problems.accept(Problem.missing(path, missing));
        }
        if (!open) {
            object.fieldNames().stream()
                    .filter(key -> !keys.containsKey(key))
                    .limit(MOST_UNKNOWN)
                    .forEach(key -> problems.accept(Problem.unknownKey(path, key, keys.keySet())));
        }
        keys.forEach((key, shape) -> {
            if (object.containsKey(key)) {
                shape.check(path + "/" + key, object.getValue(key), problems);
            }
        });
    }

    private Map<String, Schema> with(String key, Schema shape) {
        Map<String, Schema> more = new LinkedHashMap<>(keys);
        more.put(key, shape);
        return more;
    }
}
