package dev.parley.bot;

import dev.parley.config.NearestName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a manifest, as AIDA words it in a 422 answer: schema problems are
 * {@code {"path":"#/...","error":{...}}}, others {@code {"message":"...","path":"#/..."}}.
 */
public record Problem(JsonObject json) {
    private static final int LONGEST_ECHO = 100;

    /** A problem said in a sentence about one place ({@code #/skills/0}). */
    public static Problem at(String path, String message) {
        return new Problem(new JsonObject().put("path", path).put("message", message));
    }

    /** A value of the wrong JSON type; {@code types} are JSON schema's names. */
    public static Problem wrongType(String path, @Nullable Object actual, String... types) {
        return schema(
                path,
                new JsonObject().put("expected", new JsonArray(List.of(types))).put("actual", JsonType.of(actual)));
    }

    /** An object without keys it must have. */
    public static Problem missing(String path, Collection<String> keys) {
        return schema(path, new JsonObject().put("missing", new JsonArray(List.copyOf(keys))));
    }

    /** A key nobody reads, most likely a slip of the pen; {@code path} is the object's. */
    public static Problem unknownKey(String path, String key, Collection<String> known) {
        String shown = shortened(key);
        return schema(path + "/" + shown, new JsonObject().put("unknown", shown).put("nearest", nearest(shown, known)));
    }

    /** A word that is none of those allowed here. */
    public static Problem unknownWord(String path, String actual, Collection<String> known) {
        String shown = shortened(actual);
        return schema(
                path,
                new JsonObject()
                        .put("enum", new JsonArray(List.copyOf(known)))
                        .put("actual", shown)
                        .put("nearest", nearest(shown, known)));
    }

    /** A schema problem with what the schema keyword tells. */
    static Problem schema(String path, JsonObject error) {
        return new Problem(new JsonObject().put("path", path).put("error", error));
    }

    // What is echoed may be a megabyte long; a cut surrogate pair must not make it ill-formed.
    private static String shortened(String text) {
        if (text.length() <= LONGEST_ECHO) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_ECHO - 1)) ? LONGEST_ECHO - 1 : LONGEST_ECHO;
        return text.substring(0, end) + "...";
    }

    private static String nearest(String word, Collection<String> known) {
        return NearestName.closest(word, known).orElse("");
    }
}
