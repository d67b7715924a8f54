package dev.parley.engine;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

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

    /**
     * The addresses its engine will call, by their place in the manifest. One that can be seen to be out of bounds is
     * refused with the manifest; every call is checked anyway.
     */
    default Map<String, String> calls(JsonObject manifest) {
        return Map.of();
    }

    /** An engine for one bot on one event loop, with the manifest's secrets resolved. */
    Engine create(EngineContext context, Bot bot);
}
