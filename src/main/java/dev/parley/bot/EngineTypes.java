package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;

/** The kinds of engine this server has. Manifests are read below the engines, so it is handed to the reader. Any thread. */
public interface EngineTypes {
    Collection<? extends EngineType> all();

    /**
     * What is wrong with a manifest that names this engine, or names one that nobody has; empty when the engine can run it.
     *
     * @param manifest the whole manifest with secrets resolved; not to be changed
     */
    List<Problem> check(String type, JsonObject manifest);
}
