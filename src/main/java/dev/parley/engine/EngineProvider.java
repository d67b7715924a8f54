package dev.parley.engine;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A kind of engine, found by {@link java.util.ServiceLoader} under its type. One of each a server; callable from any thread. */
public interface EngineProvider {
    /** The word in the manifest's {@code engine.type}. */
    String type();

    /** What is wrong with a manifest that names this engine; empty when it can run. */
    List<Problem> check(JsonObject manifest);

    /** True when sessions begin with this engine's {@code joined} event. */
    default boolean joins() {
        return true;
    }

    /** An engine for one bot, with the manifest's secrets resolved. */
    Engine create(Vertx vertx, Bot bot);
}
