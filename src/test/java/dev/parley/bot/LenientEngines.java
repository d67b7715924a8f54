package dev.parley.bot;

import dev.parley.engine.Engines;
import dev.parley.engine.http.OutboundPolicy;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The engines as they are, but that some of them alone are there and say little about manifests that name them. */
public final class LenientEngines implements EngineTypes {
    private final EngineTypes real = new Engines(new OutboundPolicy(true, List.of()));
    private final Map<String, Function<JsonObject, List<Problem>>> checks = new TreeMap<>();

    /** Engines that take any manifest. */
    public static LenientEngines of(String... types) {
        LenientEngines engines = new LenientEngines();
        for (String type : types) {
            engines.checks.put(type, manifest -> List.of());
        }
        return engines;
    }

    /** One engine more, which wants its settings to be so. */
    LenientEngines and(String type, Schema settings) {
        checks.put(type, manifest -> settings.problems("#/engine", manifest.getValue("engine")));
        return this;
    }

    @Override
    public List<Problem> check(String type, JsonObject manifest) {
        return checks.getOrDefault(
                        type, unknown -> List.of(Problem.unknownWord("#/engine/type", type, checks.keySet())))
                .apply(manifest);
    }

    @Override
    public Collection<? extends EngineType> all() {
        return real.all();
    }
}
