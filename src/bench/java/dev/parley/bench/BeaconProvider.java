package dev.parley.bench;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import dev.parley.conversation.Message;
import dev.parley.engine.Answer;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * An engine whose answers name the session's first event as their cause. No socket pushed that one (it is the engine's
 * own {@code joined}), so with scope {@code topic} they go to every socket and not only to the one that asked.
 */
public final class BeaconProvider implements EngineProvider {
    static final String TYPE = "bench-beacon";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        return List.of();
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        return delivery -> Future.succeededFuture(
                Answer.of(List.of(new Message(Text.of(0), null, null, List.of(), null, 1L))));
    }
}
