package dev.parley.engine.socket;

import dev.parley.bot.Bot;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import dev.parley.bot.Span;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import dev.parley.gateway.Door;
import dev.parley.gateway.DoorProvider;
import dev.parley.gateway.GatewayContext;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes socket engines: {@code {"type":"socket","token":"..."}}, or {@code tokens} while one takes the place of another. A
 * token left out is made when the bot is.
 */
public final class SocketProvider implements EngineProvider, DoorProvider {
    private static final Schema ONE_TOKEN = settings().required("token", Schema.text());
    private static final Schema TOKENS = settings().required("tokens", Schema.list(1, Schema.text()));

    private final Backends backends = new Backends();

    /** Where backends come in for the engines made here. */
    @Override
    public Door create(GatewayContext context) {
        return new BackendDoor(context, backends);
    }

    private static ObjectSchema settings() {
        return ObjectSchema.object()
                .required("type", Schema.word(BackendToken.ENGINE))
                .optional("ack_timeout", new Span(Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    @Override
    public String type() {
        return BackendToken.ENGINE;
    }

    @Override
    public void complete(JsonObject engine, JsonObject before, Supplier<String> newToken) {
        if (!engine.containsKey("token") && !engine.containsKey("tokens")) {
            engine.put("token", before.getValue("token") instanceof String token ? token : newToken.get());
        }
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        boolean several = manifest.getValue("engine") instanceof JsonObject engine && engine.containsKey("tokens");
        if (several && manifest.getJsonObject("engine").containsKey("token")) {
            return List.of(Problem.at("#/engine", "has both token and tokens: list them all in tokens"));
        }
        return (several ? TOKENS : ONE_TOKEN).problems("#/engine", manifest.getValue("engine"));
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        return new SocketEngine(
                bot.id(),
                backends,
                context.vertx().getOrCreateContext(),
                Span.of(bot.manifest().engine(), "ack_timeout", Duration.ofSeconds(60)));
    }
}
