package dev.parley.engine.echo;

import dev.parley.bot.Bot;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Makes echo engines: {@code {"type":"echo","prefix":"echo: ","typing":true,"quiet":"/quiet","end_on":"bye"}}, where
 * everything but the type may be left out.
 */
public final class EchoProvider implements EngineProvider {
    // An empty quiet would silence everything, and an empty end_on would end on nothing.
    private static final Schema SETTINGS = ObjectSchema.object()
            .required("type", Schema.word("echo"))
            .optional("prefix", Schema.string())
            .optional("typing", Schema.bool())
            .optional("quiet", Schema.text())
            .optional("end_on", Schema.text());

    @Override
    public String type() {
        return "echo";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        return SETTINGS.problems("#/engine", manifest.getValue("engine"));
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        JsonObject settings = bot.manifest().engine();
        return new EchoEngine(
                settings.getString("prefix", ""),
                settings.getBoolean("typing", false),
                settings.getString("quiet"),
                settings.getString("end_on"));
    }
}
