package dev.parley.bot;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides a manifest's secrets from who reads it, and puts them back where a writer left {@code ***}. What is called like
 * a secret is one, unless the entry's gateway shows it: a token that every chat page carries is none.
 */
final class Secrets {
    /** What is shown in a secret's place. */
    private static final String MASK = "***";

    /** The parts of a manifest that may hold secrets; elsewhere {@code token} is a word like any other. */
    private static final List<String> PLACES = List.of("engine", "channels", "natural_language_interface");

    private static final Pattern SECRET = Pattern.compile(
            "(.*[_-])?(secret|token|password|api_?key|key|authorization|cookie)s?", Pattern.CASE_INSENSITIVE);

    private final Function<JsonObject, Set<String>> shownKeys;

    /** @param shownKeys the keys of an object that are no secrets, whatever they are called */
    Secrets(Function<JsonObject, Set<String>> shownKeys) {
        this.shownKeys = shownKeys;
    }

    /** A copy of a stored manifest to be shown. */
    JsonObject masked(JsonObject document) {
        JsonObject shown = shallowCopy(document);
        for (String place : PLACES) {
            if (shown.containsKey(place)) {
                shown.put(place, masked(shown.getValue(place), false));
            }
        }
        return shown;
    }

    private @Nullable Object masked(@Nullable Object value, boolean secret) {
        if (value instanceof JsonObject object) {
            JsonObject shown = new JsonObject();
            for (Map.Entry<String, Object> entry : object) {
                shown.put(entry.getKey(), masked(entry.getValue(), secret || isSecret(object, entry.getKey())));
            }
            return shown;
        }
        if (value instanceof JsonArray array) {
            JsonArray shown = new JsonArray();
            array.forEach(member -> shown.add(masked(member, secret)));
            return shown;
        }
        return secret && value instanceof String ? MASK : value;
    }

    /** A copy of a manifest as written, each mask replaced by what the stored manifest has there. */
    JsonObject restored(JsonObject written, JsonObject stored, Consumer<Problem> problems) {
        JsonObject whole = shallowCopy(written);
        for (String place : PLACES) {
            if (whole.containsKey(place)) {
                Object before = sameType(whole.getValue(place), stored.getValue(place));
                whole.put(place, restored("#/" + place, whole.getValue(place), before, false, problems));
            }
        }
        return whole;
    }

    private @Nullable Object restored(
            String path,
            @Nullable Object written,
            @Nullable Object stored,
            boolean secret,
            Consumer<Problem> problems) {
        if (written instanceof JsonObject object) {
            JsonObject before = stored instanceof JsonObject found ? found : new JsonObject();
            JsonObject whole = new JsonObject();
            for (Map.Entry<String, Object> entry : object) {
                String key = entry.getKey();
                whole.put(
                        key,
                        restored(
                                path + "/" + key,
                                entry.getValue(),
                                before.getValue(key),
                                secret || isSecret(object, key),
                                problems));
            }
            return whole;
        }
        if (written instanceof JsonArray array) {
            List<@Nullable Object> before =
                    counterparts(array, stored instanceof JsonArray found ? found : new JsonArray());
            JsonArray whole = new JsonArray();
            for (int i = 0; i < array.size(); i++) {
                whole.add(restored(path + "/" + i, array.getValue(i), before.get(i), secret, problems));
            }
            return whole;
        }
        if (secret && MASK.equals(written)) {
            if (stored instanceof String) {
                return stored;
            }
            problems.accept(Problem.at(path, "*** keeps a stored secret, but it is not clear which: write it out"));
        }
        return written;
    }

    /**
     * What stood in a list for each member of its new version. Somebody may have taken members out or put some in, so
     * places say nothing: members that look alike when masked are the same, else those that are the only ones of
     * their type.
     */
    private List<@Nullable Object> counterparts(JsonArray written, JsonArray stored) {
        List<@Nullable Object> found = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Object member = written.getValue(i);
            if (member instanceof JsonObject entry) {
                List<JsonObject> alike = objects(stored).stream()
                        .filter(before -> Objects.equals(masked(before, false), masked(entry, false)))
                        .toList();
                List<JsonObject> typed = ofType(stored, entry);
                if (alike.size() == 1) {
                    found.add(alike.get(0));
                } else {
                    found.add(typed.size() == 1 && ofType(written, entry).size() == 1 ? typed.get(0) : null);
                }
            } else {
                found.add(masks(written) == stored.size() && i < stored.size() ? stored.getValue(i) : null);
            }
        }
        return found;
    }

    // Kept secrets of a plain list stand in front in their old order, or it is not clear which were kept.
    private static int masks(JsonArray list) {
        return (int) list.stream().takeWhile(MASK::equals).count();
    }

    private static List<JsonObject> ofType(JsonArray entries, JsonObject like) {
        return objects(entries).stream()
                .filter(entry -> sameType(like, entry) != null)
                .toList();
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    // Another engine's token is not this engine's token, though the keys have the same name.
    private static @Nullable Object sameType(@Nullable Object written, @Nullable Object stored) {
        if (written instanceof JsonObject after && stored instanceof JsonObject before) {
            Object type = after.getValue("type");
            return type == null || type.equals(before.getValue("type")) ? stored : null;
        }
        return stored;
    }

    // Only the places of secrets are made anew; what else is in a manifest may be large.
    private static JsonObject shallowCopy(JsonObject document) {
        return new JsonObject(new LinkedHashMap<>(document.getMap()));
    }

    private boolean isSecret(JsonObject owner, String key) {
        return SECRET.matcher(key).matches() && !shownKeys.apply(owner).contains(key);
    }
}
