package dev.parley.engine;

import dev.parley.bot.Bot;
import dev.parley.bot.EngineTypes;
import dev.parley.bot.Manifest;
import dev.parley.bot.Problem;
import dev.parley.config.ServiceProviders;
import dev.parley.engine.http.OutboundPolicy;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The kinds of engine this server knows, by type. A jar on the class path that registers an {@link EngineProvider}
 * adds its own. Immutable; any thread.
 */
public final class Engines implements EngineTypes {
    private final Map<String, EngineProvider> providers = new TreeMap<>();
    private final OutboundPolicy outbound;

    /**
     * All registered providers. Throws {@link IllegalStateException}, which names the classes, when one does not load
     * or two claim one type.
     *
     * @param outbound whom engines may call
     */
    public Engines(OutboundPolicy outbound) {
        this(outbound, ServiceProviders.of(EngineProvider.class));
    }

    Engines(OutboundPolicy outbound, List<EngineProvider> found) {
        this.outbound = outbound;
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

    @Override
    public Collection<EngineProvider> all() {
        return Collections.unmodifiableCollection(providers.values());
    }

    /**
     * A text that somebody says for a bot, with the value of every {@code ${name}} in its place. Slow for large
     * manifests, which belong on a worker.
     *
     * @param data the session's data, which is only read
     * @param unknown told each name that has no value
     */
    public String expanded(Manifest manifest, JsonObject data, String text, Consumer<String> unknown) {
        return all().stream()
                .filter(EngineProvider::runsAida)
                .findFirst()
                .map(engine -> engine.expanded(manifest, data, text, unknown))
                .orElse(text);
    }

    @Override
    public List<Problem> check(String type, JsonObject manifest) {
        EngineProvider provider = providers.get(type);
        if (provider == null) {
            return List.of(Problem.unknownWord("#/engine/type", type, providers.keySet()));
        }
        List<Problem> problems = provider.check(manifest);
        return problems.isEmpty() ? checkCalls(provider.calls(manifest)) : problems;
    }

    private List<Problem> checkCalls(Map<String, String> calls) {
        return calls.entrySet().stream()
                .flatMap(call -> outbound.refusal(call.getValue()).map(why -> Problem.at(call.getKey(), why)).stream())
                .toList();
    }

    /** The engine of a bot. Throws {@link java.util.NoSuchElementException} when nobody knows its type. */
    public Engine create(EngineContext context, Bot bot) {
        EngineProvider provider = provider(bot.manifest().engineType()).orElseThrow();
        return new Forwarding(provider.create(context, bot), Operator.of(context, bot));
    }
}
