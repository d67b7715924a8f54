package dev.parley.engine.script;

import dev.parley.bot.Manifest;
import dev.parley.engine.Problems;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Consumer;

/** Gives texts that others say for a bot the values its own texts would have. */
public final class ScriptWording {
    private ScriptWording() {}

    /**
     * The text with every {@code ${name}} replaced: by the manifest's variable in the session's language, else by the
     * session's data. A bot of another engine has no variables. Slow for large manifests, which belong on a worker.
     *
     * @param data the session's data, which is only read
     * @param unknown told each name that has no value
     */
    public static String expanded(Manifest manifest, JsonObject data, String text, Consumer<String> unknown) {
        Map<String, Localised<String>> variables = manifest.engineType().equals("script")
                ? new ScriptReader(manifest.document(), new Problems()).read().variables()
                : Map.of();
        String language = data.getValue("language") instanceof String written ? written : null;
        return Expansion.expand(text, new Values(variables, language, data)::of, unknown);
    }
}
