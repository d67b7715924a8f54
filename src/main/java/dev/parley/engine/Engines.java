package dev.parley.engine;

import dev.parley.bot.Problem;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The kinds of engine this server knows, by type. A jar on the class path that registers an {@link EngineProvider}
 * adds its own. Immutable; any thread.
 */
public final class Engines {
    private final Map<String, EngineProvider> providers = new TreeMap<>();

    /** All registered providers. Throws {@link IllegalStateException} when two of them claim one type. */
    public Engines() {
        this(ServiceLoader.load(EngineProvider.class));
    }

    Engines(Iterable<EngineProvider> found) {
        for (EngineProvider provider : found) {
            EngineProvider other = providers.putIfAbsent(provider.type(), provider);
            if (other != null) {
                throw new IllegalStateException("Two engines of type " + provider.type() + ": "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName());
            }
        }
    }

    /** The known types, in alphabetical order. */
    public Set<String> types() {
        return Collections.unmodifiableSet(providers.keySet());
    }

    /** The provider of a type. */
    public Optional<EngineProvider> provider(String type) {
        return Optional.ofNullable(providers.get(type));
    }

    /** The provider of a class, for parts that an engine shares with a gateway. */
    public <P extends EngineProvider> Optional<P> provider(Class<P> kind) {
        return providers.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** What the engine of this type has against a manifest; an unknown type is a problem too. Empty when it can run. */
    public List<Problem> check(String type, JsonObject manifest) {
        EngineProvider provider = providers.get(type);
        if (provider != null) {
            return provider.check(manifest);
        }
        return List.of(Problem.unknownWord("#/engine/type", type, providers.keySet()));
    }
}
