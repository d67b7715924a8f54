package dev.parley.engine;

import dev.parley.bot.Bot;
import dev.parley.bot.EngineType;
import dev.parley.bot.Manifest;
import dev.parley.bot.Problem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A kind of engine, found by {@link java.util.ServiceLoader} under its type. One of each a server; callable from any
 * thread. It is made without side effects: checks of manifests and offline commands make one too.
 */
public interface EngineProvider extends EngineType {
    /** What is wrong with a manifest that names this engine; empty when it can run. */
    List<Problem> check(JsonObject manifest);

    /**
     * A text that somebody else says for a bot, with the value of every {@code ${name}} in its place, as the bot's own
     * texts have it. Asked of the engine that runs AIDA's manifests, for bots of any engine. May take long.
     *
     * @param data the session's data, which is only read
     * @param unknown told each name that has no value
     */
    default String expanded(Manifest manifest, JsonObject data, String text, Consumer<String> unknown) {
        return text;
    }

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
