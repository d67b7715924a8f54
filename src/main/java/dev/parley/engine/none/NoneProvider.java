package dev.parley.engine.none;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import dev.parley.engine.Answer;
import dev.parley.engine.Engine;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The engine of a bot that keeps silent: what people write waits in the log for a human, or for REST. */
public final class NoneProvider implements EngineProvider {
    private static final Engine SILENT = delivery -> Future.succeededFuture(Answer.NONE);

    @Override
    public String type() {
        return "none";
    }

    @Override
    public List<Problem> check(JsonObject manifest) {
        Problems problems = new Problems();
        JsonObject settings = problems.object("#/engine", manifest.getValue("engine"));
        if (settings != null) {
            problems.keys("#/engine", settings, List.of("type"), List.of());
        }
        return problems.found();
    }

    /** Nobody is there yet, so nobody joins. */
    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public Engine create(Vertx vertx, Bot bot) {
        return SILENT;
    }
}
