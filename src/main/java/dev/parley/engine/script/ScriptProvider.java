package dev.parley.engine.script;

import dev.parley.bot.Bot;
import dev.parley.bot.Manifest;
import dev.parley.bot.Problem;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.Operator;
import dev.parley.engine.Problems;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes engines of AIDA v1 manifests. It reads {@code languages}, {@code front_desk}, {@code skills}, {@code variables}
 * and {@code notifications_url}; a manifest with an {@code engine} key is Parley's own and may use Parley's additions.
 */
public final class ScriptProvider implements EngineProvider {
    @Override
    public String type() {
        return "script";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        Problems problems = new Problems();
        new ScriptReader(manifest, problems).read();
        return problems.found();
    }

    @Override
    public boolean runsAida() {
        return true;
    }

    @Override
    public List<String> required() {
        return List.of("languages", "front_desk", "skills");
    }

    /** By the manifest's variable in the session's language, else by the session's data; another engine's bot has no variables. */
    @Override
    public String expanded(Manifest manifest, JsonObject data, String text, Consumer<String> unknown) {
        Map<String, Localised<String>> variables = manifest.engineType().equals(type())
                ? new ScriptReader(manifest.document(), new Problems()).read().variables()
                : Map.of();
        String language = data.getValue("language") instanceof String written ? written : null;
        return VariableExpansion.expand(text, new Variables(variables, language, data)::of, unknown);
    }

    /** Throws {@link IllegalArgumentException} for a manifest that {@link #check} has something against. */
    @Override
    public Engine create(EngineContext context, Bot bot) {
        Problems problems = new Problems();
        Script script = new ScriptReader(bot.manifest().document(), problems).read();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("A manifest no script can run: " + problems.found());
        }
        boolean callsHumans = script.candidates().stream().anyMatch(Candidate.HumanOverride.class::isInstance);
        return new ScriptEngine(script, callsHumans ? Operator.of(context, bot) : Optional.empty());
    }
}
