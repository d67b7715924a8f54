package dev.parley.engine.script;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What names in a text stand for.
 *
 * @param variables the manifest's, which stand before the session's data, as in AIDA
 * @param data the session's data, which is only read
 */
record Variables(
        Map<String, Localised<String>> variables, @Nullable String language, JsonObject data) {
    /** The value of a name, null when it has none. */
    @Nullable
    String of(String name) {
        Localised<String> variable = variables.get(name);
        if (variable != null) {
            return variable.in(language);
        }
        if (name.equals("language")) {
            return language;
        }
        return shown(data.getValue(name));
    }

    private static @Nullable String shown(@Nullable Object value) {
        if (value instanceof JsonArray list) {
            return list.stream()
                    .map(Variables::shown)
                    .map(each -> each == null ? "" : each)
                    .collect(Collectors.joining(", "));
        }
        return value == null ? null : value.toString();
    }
}
