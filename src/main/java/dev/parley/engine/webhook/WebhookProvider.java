package dev.parley.engine.webhook;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.calls.BotCallGuards;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Makes webhook engines: {@code {"type":"webhook","url":"https://bot.example/hook","secret":"whsec_..."}}. */
public final class WebhookProvider implements EngineProvider {
    private final BotCallGuards guards = new BotCallGuards();

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        return Settings.problems(manifest);
    }

    @Override
    public Map<String, String> calls(JsonObject manifest) {
        return Map.of("#/engine/url", manifest.getJsonObject("engine").getString("url"));
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        Settings settings = Settings.of(bot.manifest().engine());
        return new WebhookEngine(bot, settings, context, guards.hold(context.vertx(), bot, settings.concurrency()));
    }
}
