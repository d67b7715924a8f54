package dev.parley.engine.none;

import dev.parley.bot.Bot;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import dev.parley.engine.Answer;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The engine of a bot that keeps silent: what people write waits in the log for a human, or for REST. */
public final class NoneProvider implements EngineProvider {
    private static final Schema SETTINGS = ObjectSchema.object().required("type", Schema.word("none"));
    private static final Engine SILENT = delivery -> Future.succeededFuture(Answer.NONE);

    @Override
    public String type() {
        return "none";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        return SETTINGS.problems("#/engine", manifest.getValue("engine"));
    }

    /** Nobody is there yet, so nobody joins. */
    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public Engine create(EngineContext context, Bot bot) {
        return SILENT;
    }
}
