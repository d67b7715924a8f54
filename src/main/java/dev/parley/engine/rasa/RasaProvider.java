package dev.parley.engine.rasa;

import dev.parley.bot.Bot;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import dev.parley.bot.Span;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.calls.BotCallGuards;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes Rasa engines: {@code {"type":"rasa","url":"http://127.0.0.1:5005"}}. */
public final class RasaProvider implements EngineProvider {
    private static final int CONCURRENCY = 32;
    private static final String PATH = "/webhooks/rest/webhook";
    private static final Schema SETTINGS = ObjectSchema.object()
            .required("type", Schema.word("rasa"))
            .required("url", Schema.text())
            .optional("timeout", new Span(Duration.ofSeconds(1), Duration.ofSeconds(120)))
            .optional("concurrency", Schema.integer(1, 256))
            .optional("typing", Schema.bool());

    private final BotCallGuards guards = new BotCallGuards();

    @Override
    public String type() {
        return "rasa";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        return SETTINGS.problems("#/engine", manifest.getValue("engine"));
    }

    @Override
    public Map<String, String> calls(JsonObject manifest) {
        return Map.of("#/engine/url", manifest.getJsonObject("engine").getString("url"));
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        JsonObject engine = bot.manifest().engine();
        String url = engine.getString("url").replaceFirst("/+$", "");
        int concurrency = engine.getInteger("concurrency", CONCURRENCY);
        return new RasaEngine(
                url.endsWith(PATH) ? url : url + PATH,
                Span.of(engine, "timeout", Duration.ofSeconds(20)),
                engine.getBoolean("typing", true),
                context,
                guards.hold(context.vertx(), bot, concurrency));
    }
}
