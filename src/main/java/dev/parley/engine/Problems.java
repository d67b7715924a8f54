package dev.parley.engine;

import dev.parley.bot.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a manifest while an engine reads it, worded as AIDA words its 422 answers: a broken
 * schema is {@code {"path","error"}}, anything else {@code {"path","message"}}. Paths look like {@code #/skills/0}.
 * The reading methods return what they were asked for, or null after noting why they cannot. One check, one thread.
 */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Everything noted so far, in order. */
    public List<Problem> found() {
        return List.copyOf(found);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Notes a problem in a sentence. */
    public void say(String path, String message) {
        found.add(Problem.at(path, message));
    }

    /** Notes a problem that several places have together. */
    public void say(List<String> paths, String message) {
        found.add(new Problem(new JsonObject().put("message", message).put("path", new JsonArray(paths))));
    }

    /** Notes a broken rule of the schema. */
    public void schema(String path, JsonObject error) {
        found.add(new Problem(new JsonObject().put("path", path).put("error", error)));
    }

    /** Notes that there is too little of something: characters, items or keys. */
    public void tooFew(String path) {
        schema(path, new JsonObject().put("expected", 1).put("actual", 0));
    }

    /** Notes a word that is none of the known ones, with the nearest of them if one is near. */
    public void unknown(String path, String what, String word, Collection<String> known) {
        String near = Nearest.of(word, known);
        say(path, "Unknown " + what + " " + word + (near == null ? "" : "; did you mean " + near + "?"));
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
            tooFew(path);
            return null;
        }
        return text;
    }

    /** Notes the keys an object lacks and those it should not have. */
    public void keys(String path, JsonObject object, List<String> required, List<String> optional) {
        List<String> missing =
                required.stream().filter(key -> !object.containsKey(key)).toList();
        if (!missing.isEmpty()) {
            schema(path, new JsonObject().put("missing", new JsonArray(missing)));
        }
        List<String> known = new ArrayList<>(required);
        known.addAll(optional);
        for (String key : object.fieldNames()) {
            if (!known.contains(key)) {
                unknown(path + "/" + key, "key", key, known);
            }
        }
    }

    private <T> @Nullable T typed(String path, @Nullable Object value, Class<T> type, String name) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        schema(path, new JsonObject().put("expected", new JsonArray().add(name)).put("actual", typeOf(value)));
        return null;
    }

    private static String typeOf(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof JsonObject) {
            return "object";
        }
        if (value instanceof JsonArray) {
            return "array";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        return value instanceof Number ? "number" : "string";
    }
}
