package dev.parley.engine;

import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a manifest while an engine reads it, for manifests whose meaning a {@link Schema} cannot
 * tell. The reading methods return what they were asked for, or null after noting why they cannot. Paths look like
 * {@code #/skills/0}. One check, one thread.
 */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** What was noted, in order, at most {@link Schema#MOST_PROBLEMS}. */
    public List<Problem> found() {
        return List.copyOf(found);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Notes a problem. */
    public void note(Problem problem) {
        if (found.size() < Schema.MOST_PROBLEMS) {
            found.add(problem);
        }
    }

    /** Notes a problem in a sentence. */
    public void say(String path, String message) {
        note(Problem.at(path, message));
    }

    /** Notes a problem that several places have together. */
    public void say(List<String> paths, String message) {
        note(new Problem(new JsonObject().put("message", message).put("path", new JsonArray(paths))));
    }

    /** Notes that there is nothing where something must be: no character, no item, no key. */
    public void empty(String path) {
        note(new Problem(new JsonObject()
                .put("path", path)
                .put("error", new JsonObject().put("expected", 1).put("actual", 0))));
    }

    public @Nullable JsonObject object(String path, @Nullable Object value) {
        return typed(path, value, JsonObject.class, "object");
    }

    public @Nullable JsonArray array(String path, @Nullable Object value) {
        return typed(path, value, JsonArray.class, "array");
    }

    public @Nullable Boolean bool(String path, @Nullable Object value) {
        return typed(path, value, Boolean.class, "boolean");
    }

    public @Nullable Number number(String path, @Nullable Object value) {
        return typed(path, value, Number.class, "number");
    }

    /** A text, which may be empty. */
    public @Nullable String string(String path, @Nullable Object value) {
        return typed(path, value, String.class, "string");
    }

    /** A text that is not empty. */
    public @Nullable String text(String path, @Nullable Object value) {
        String text = string(path, value);
        if (text != null && text.isEmpty()) {
            empty(path);
            return null;
        }
        return text;
    }

    /** Notes the keys an object lacks and those it should not have. */
    public void keys(String path, JsonObject object, List<String> required, List<String> optional) {
        List<String> missing =
                required.stream().filter(key -> !object.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            note(Problem.missing(path, missing));
        }
        List<String> known = Stream.concat(required.stream(), optional.stream()).toList();
        object.fieldNames().stream()
                .filter(key -> !known.contains(key))
                // Finding the nearest name costs more than noting it.
                .limit(Schema.MOST_PROBLEMS - found.size())
                .forEach(key -> note(Problem.unknownKey(path, key, known)));
    }

    private <T> @Nullable T typed(String path, @Nullable Object value, Class<T> type, String name) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        note(Problem.wrongType(path, value, name));
        return null;
    }
}
