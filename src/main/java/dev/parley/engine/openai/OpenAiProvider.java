package dev.parley.engine.openai;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.calls.BotCallGuards;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Makes engines of language models: {@code {"type":"openai","model":"...","api_key":"${env:OPENAI_API_KEY}"}}. */
public final class OpenAiProvider implements EngineProvider {
    private final BotCallGuards guards = new BotCallGuards();

    @Override
    public String type() {
        return "openai";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        return Settings.problems(manifest);
    }

    @Override
    public Map<String, String> calls(JsonObject manifest) {
        return Map.of("#/engine/url", Settings.url(manifest.getJsonObject("engine")));
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        Settings settings = Settings.of(bot.manifest().engine());
        return new OpenAiEngine(bot.id(), settings, context, guards.hold(context.vertx(), bot, settings.concurrency()));
    }
}
