package dev.parley.bot;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the engines say about a manifest; manifests are read below the engines, so it is handed to the reader. */
@FunctionalInterface
public interface EngineCheck {
    /**
     * What is wrong with a manifest that names this engine; empty when the engine can run it.
     *
     * @param manifest the whole manifest with secrets resolved; not to be changed
     */
    List<Problem> check(String type, JsonObject manifest);

    /** Asks the engine of that type; a type nobody has is a problem that lists those there are. */
    static EngineCheck of(Map<String, Function<JsonObject, List<Problem>>> engines) {
        Map<String, Function<JsonObject, List<Problem>>> known = Map.copyOf(engines);
        return (type, manifest) -> {
            Function<JsonObject, List<Problem>> engine = known.get(type);
            return engine != null
                    ? engine.apply(manifest)
                    : List.of(Problem.unknownWord(
                            "#/engine/type",
                            type,
                            known.keySet().stream().sorted().toList()));
        };
    }
}
