package dev.parley.api;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flat form or query fields as nested parameters: {@code bot[temp]=true} is {@code {"bot":{"temp":"true"}}}. */
final class Parameters {
    private static final Pattern NESTED = Pattern.compile("([^\\[\\]]+)\\[([^\\[\\]]+)]");

    private final JsonObject json = new JsonObject();

    /** A query's parameters. */
    static JsonObject of(MultiMap query) {
        Parameters parameters = new Parameters();
        for (Map.Entry<String, String> field : query) {
            parameters.add(field.getKey(), field.getValue());
        }
        return parameters.json();
    }

    /** Adds a field; of several with one name the last counts. */
    void add(String name, String value) {
        Matcher nested = NESTED.matcher(name);
        if (!nested.matches()) {
            json.put(name, value);
        } else if (json.getValue(nested.group(1)) instanceof JsonObject inner) {
            inner.put(nested.group(2), value);
        } else {
            json.put(nested.group(1), new JsonObject().put(nested.group(2), value));
        }
    }

    JsonObject json() {
        return json;
    }
}
