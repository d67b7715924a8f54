package dev.parley.conversation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes U+0000 and lone surrogates out of what is about to be stored: the one is refused by PostgreSQL, the others
 * have no UTF-8 form. What is clean already comes back as the same object.
 */
public final class Sanitizer {
    /** Deeper JSON is refused: encoders recurse, and nobody means it. */
    private static final int MAX_DEPTH = 100;

    /** What went wrong somewhere is told in so many characters at most. */
    private static final int BRIEF = 1_000;

    private Sanitizer() {}

    /** Words from outside about what went wrong, as they may be stored: clean, and not long. */
    public static String brief(String text) {
        return text(text.length() > BRIEF ? text.substring(0, BRIEF) + " ..." : text);
    }

    /** The text as it would be stored. */
    public static String text(String text) {
        int dirty = firstDirty(text);
        if (dirty < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, dirty);
        for (int i = dirty; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (!isDirty(codePoint)) {
                clean.appendCodePoint(codePoint);
            }
            i += Character.charCount(codePoint);
        }
        return clean.toString();
    }

    static @Nullable String nullable(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /** The object with clean strings; throws a {@link RefusedException} when it is nested too deep. */
    static JsonObject object(JsonObject object) {
        return new JsonObject(map(object.getMap(), 1));
    }

    static Draft draft(Draft draft) {
        Author author =
                new Author(draft.author().type(), nullable(draft.author().name()));
        JsonObject note = draft.note();
        return new Draft(
                draft.id(),
                author,
                body(draft.body()),
                draft.cause(),
                nullable(draft.clientId()),
                note == null ? null : object(note));
    }

    private static Body body(Body body) {
        return switch (body.kind()) {
            case TEXT -> said((Body.Text) body);
            case INVALID_IMAGE -> new Body.InvalidImage(text(((Body.InvalidImage) body).image()));
            case FILE -> file((Body.File) body);
            case WITHHELD -> new Body.Withheld(text(((Body.Withheld) body).text()));
            case DATA_MERGED -> merged((Body.DataMerged) body);
            case IMAGE, JOINED, LEFT, HANDED_OFF, NO_AGENT, TYPING, CLOSED, UNKNOWN -> body;
        };
    }

    private static Body said(Body.Text said) {
        List<Button> buttons = said.buttons().stream()
                .map(button -> new Button(text(button.title()), text(button.value())))
                .toList();
        return new Body.Text(text(said.text()), buttons, nullable(said.value()));
    }

    private static Body file(Body.File file) {
        return new Body.File(
                text(file.url()),
                nullable(file.name()),
                nullable(file.type()),
                file.size(),
                nullable(file.thumbnail()));
    }

    private static Body merged(Body.DataMerged merged) {
        Set<String> remove = merged.remove().stream().map(Sanitizer::text).collect(Collectors.toUnmodifiableSet());
        return new Body.DataMerged(object(merged.set()), remove);
    }

    private static Map<String, Object> map(Map<?, ?> map, int depth) {
        checkDepth(depth);
        Map<String, Object> clean = new LinkedHashMap<>(map.size() * 2);
        map.forEach((key, value) -> clean.put(text(String.valueOf(key)), value(value, depth)));
        return clean;
    }

    private static @Nullable Object value(@Nullable Object value, int depth) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof JsonObject object) {
            return new JsonObject(map(object.getMap(), depth + 1));
        }
        if (value instanceof Map<?, ?> map) {
            return new JsonObject(map(map, depth + 1));
        }
        if (value instanceof JsonArray array) {
            return list(array.getList(), depth + 1);
        }
        if (value instanceof List<?> list) {
            return list(list, depth + 1);
        }
        return value;
    }

    private static JsonArray list(List<?> list, int depth) {
        checkDepth(depth);
        List<@Nullable Object> clean = new ArrayList<>(list.size());
        list.forEach(member -> clean.add(value(member, depth)));
        return new JsonArray(clean);
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new RefusedException(Refusal.TOO_LONG, "nested deeper than " + MAX_DEPTH);
        }
    }

    private static int firstDirty(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                return i;
            }
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static boolean isDirty(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
