package dev.parley.bot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a manifest may look like. Refusals have the words of AIDA's JSON schema validator, so this is no
 * general schema language: it knows what manifests need. Engines describe their settings with it.
 *
 * <pre>{@code
 * Schema settings = ObjectSchema.object().required("type", Schema.text()).optional("typing", Schema.bool());
 * List<Problem> problems = settings.problems("#/engine", manifest.getValue("engine"));
 * }</pre>
 */
@FunctionalInterface
public interface Schema {
    /** As many problems as anybody reads; a manifest of a million wrong keys is not answered with a million. */
    int MOST_PROBLEMS = 50;

    /** Tells what is wrong with a value that stands at {@code path}. */
    void check(String path, @Nullable Object value, Consumer<Problem> problems);

    /** What is wrong with a value that stands at {@code path}, at most {@link #MOST_PROBLEMS}. */
    default List<Problem> problems(String path, @Nullable Object value) {
        List<Problem> found = new ArrayList<>();
        check(path, value, problem -> {
            if (found.size() < MOST_PROBLEMS) {
                found.add(problem);
            }
        });
        return found;
    }

    /** Any value. */
    static Schema any() {
        return (path, value, problems) -> {};
    }

    /** A string, perhaps empty. */
    static Schema string() {
        return tested(value -> null);
    }

    /** A string, not empty. */
    static Schema text() {
        return tested(
                value -> value.isEmpty() ? new JsonObject().put("expected", 1).put("actual", 0) : null);
    }

    /** A string that matches the whole pattern. */
    static Schema text(Pattern pattern) {
        return tested(
                value -> pattern.matcher(value).matches() ? null : new JsonObject().put("expected", pattern.pattern()));
    }

    /** One of these words. */
    static Schema word(String... words) {
        List<String> known = List.of(words);
        return (path, value, problems) -> {
            if (!(value instanceof String text)) {
                problems.accept(Problem.wrongType(path, value, "string"));
            } else if (!known.contains(text)) {
                problems.accept(Problem.unknownWord(path, text, known));
            }
        };
    }

    /** True or false. */
    static Schema bool() {
        return (path, value, problems) -> {
            if (!(value instanceof Boolean)) {
                problems.accept(Problem.wrongType(path, value, "boolean"));
            }
        };
    }

    /** A whole number of at least {@code minimum} that fits a long. */
    static Schema integer(long minimum) {
        return (path, value, problems) -> {
            if (!(value instanceof Integer || value instanceof Long)) {
                problems.accept(Problem.wrongType(path, value, "integer"));
            } else if (((Number) value).longValue() < minimum) {
                problems.accept(Problem.schema(path, new JsonObject().put("expected", minimum)));
            }
        };
    }

    /** A whole number within bounds. */
    static Schema integer(long minimum, long maximum) {
        Schema atLeast = integer(minimum);
        return (path, value, problems) -> {
            if (value instanceof Number number
                    && !(value instanceof Float || value instanceof Double)
                    && number.longValue() > maximum) {
                problems.accept(Problem.schema(path, new JsonObject().put("expected at most", maximum)));
            } else {
                atLeast.check(path, value, problems);
            }
        };
    }

    /** A list of at least {@code atLeast} such members. */
    static Schema list(int atLeast, Schema member) {
        return (path, value, problems) -> {
            if (!(value instanceof JsonArray array)) {
                problems.accept(Problem.wrongType(path, value, "array"));
                return;
            }
            if (array.size() < atLeast) {
                problems.accept(Problem.schema(
                        path, new JsonObject().put("expected", atLeast).put("actual", array.size())));
            }
            for (int i = 0; i < array.size(); i++) {
                member.check(path + "/" + i, array.getValue(i), problems);
            }
        };
    }

    /** Exactly one of these; a refusal tells what each of them lacked, with paths that begin at the value. */
    static Schema oneOf(Schema... alternatives) {
        return (path, value, problems) -> {
            JsonArray valid = new JsonArray();
            JsonArray invalid = new JsonArray();
            for (int i = 0; i < alternatives.length; i++) {
                List<Problem> found = alternatives[i].problems("#", value);
                if (found.isEmpty()) {
                    valid.add(i);
                } else {
                    JsonArray errors = new JsonArray();
                    found.forEach(problem -> errors.add(problem.json()));
                    invalid.add(new JsonObject().put("index", i).put("errors", errors));
                }
            }
            if (valid.size() != 1) {
                problems.accept(Problem.schema(
                        path, new JsonObject().put("valid_indices", valid).put("invalid", invalid)));
            }
        };
    }

    private static Schema tested(Function<String, @Nullable JsonObject> test) {
        return (path, value, problems) -> {
            if (!(value instanceof String text)) {
                problems.accept(Problem.wrongType(path, value, "string"));
                return;
            }
            JsonObject error = test.apply(text);
            if (error != null) {
                problems.accept(Problem.schema(path, error));
            }
        };
    }
}
