package dev.parley.bot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies JSON without what a store or a JSON writer would stumble over: U+0000 and lone surrogates are left out of
 * every string and key. Nesting and numbers that could be read but not be written again are problems.
 */
final class CleanJson {
    /** Far more than a manifest needs and far less than what a JSON reader or writer gives up at. */
    static final int DEEPEST = 100;

    private final Consumer<Problem> problems;

    CleanJson(Consumer<Problem> problems) {
        this.problems = problems;
    }

    /** The copy; of no use when a problem was told. */
    @Nullable
    Object copy(@Nullable Object value) {
        return copy(value, 1);
    }

    private @Nullable Object copy(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            problems.accept(Problem.at("#", "nested deeper than " + DEEPEST + " levels"));
            return null;
        }
        if (value instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            for (Map.Entry<String, Object> entry : object) {
                copy.put(text(entry.getKey()), copy(entry.getValue(), depth + 1));
            }
            return copy;
        }
        if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            for (Object member : array) {
                copy.add(copy(member, depth + 1));
            }
            return copy;
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            problems.accept(Problem.at("#", "holds a number too large to be kept"));
            return null;
        }
        return value instanceof String text ? text(text) : value;
    }

    private static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return cleaned(text);
            }
        }
        return text;
    }

    // codePoints() joins surrogate pairs, so what still is a surrogate stands alone.
    private static String cleaned(String text) {
        return text.codePoints()
                .filter(point -> point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
