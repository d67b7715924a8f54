package dev.parley.engine.echo;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.Problems;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Makes echo engines: {@code {"type":"echo","prefix":"echo: ","typing":true,"quiet":"/quiet","end_on":"bye"}}, where
 * everything but the type may be left out.
 */
public final class EchoProvider implements EngineProvider {
    @Override
    public String type() {
        return "echo";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        Problems problems = new Problems();
        JsonObject settings = problems.object("#/engine", manifest.getValue("engine"));
        if (settings == null) {
            return problems.found();
        }
        problems.keys("#/engine", settings, List.of("type"), List.of("prefix", "typing", "quiet", "end_on"));
        if (settings.containsKey("prefix")) {
            problems.string("#/engine/prefix", settings.getValue("prefix"));
        }
        if (settings.containsKey("typing")) {
            problems.bool("#/engine/typing", settings.getValue("typing"));
        }
        // An empty text would silence everything, or end on nothing.
        for (String key : List.of("quiet", "end_on")) {
            if (settings.containsKey(key)) {
                problems.text("#/engine/" + key, settings.getValue(key));
            }
        }
        return problems.found();
    }

    @Override
    public Engine create(Vertx vertx, Bot bot) {
        JsonObject settings = bot.manifest().engine();
        return new EchoEngine(
                settings.getString("prefix", ""),
                settings.getBoolean("typing", false),
                settings.getString("quiet"),
                settings.getString("end_on"));
    }
}
