package dev.parley.engine.beacon;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import dev.parley.conversation.Body;
import dev.parley.conversation.Message;
import dev.parley.engine.Answer;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * For the benchmark: says back a text and names the session's first event as its cause. No socket pushed that one (it is
 * the engine's own {@code joined}), so with scope {@code topic} it goes to every socket and not only to the one that asked.
 */
public final class BeaconEngine implements EngineProvider {
    @Override
    public String type() {
        return "beacon";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        return List.of();
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        return delivery -> Future.succeededFuture(
                delivery.event().body() instanceof Body.Text text
                        ? Answer.of(List.of(new Message(text.text(), null, null, List.of(), null, 1L)))
                        : Answer.NONE);
    }
}
