package dev.parley.gateway;

import dev.parley.bot.EntryType;
import dev.parley.bot.EntryTypes;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigKeys;
import dev.parley.config.ServiceProviders;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of gateway this server knows, in the order they are registered. A jar on the class path that registers a
 * {@link GatewayProvider} adds its own. Immutable; any thread.
 */
public final class Gateways {
    private static final String SERVER = "the server";

    private final List<GatewayProvider> providers;

    /**
     * All registered providers. Throws {@link IllegalStateException}, which names the classes, when one does not load or
     * two of them want the same name, type of entry, prefix of configuration keys, or place of the default entry.
     */
    public Gateways() {
        this(ServiceProviders.of(GatewayProvider.class));
    }

    Gateways(List<GatewayProvider> providers) {
        this.providers = List.copyOf(providers);
        Map<String, String> owners = new HashMap<>();
        ConfigKeys.SERVER.all().forEach(key -> owners.put(prefix(key), SERVER));
        for (GatewayProvider provider : providers) {
            things(provider).distinct().forEach(thing -> take(owners, thing, provider));
        }
    }

    /** What no two providers may have. */
    private static Stream<String> things(GatewayProvider provider) {
        return Stream.of(
                        Stream.of("named " + provider.name()),
                        provider.entryTypes().stream().map(type -> "with entries of type " + type.type()),
                        provider.settings().keys().stream().map(Gateways::prefix),
                        provider.defaultEntry().map(entry -> "with the default entry").stream())
                .flatMap(things -> things);
    }

    private static String prefix(ConfigKey<?> key) {
        return "with configuration keys under " + key.prefix();
    }

    private static void take(Map<String, String> owners, String thing, GatewayProvider provider) {
        String mine = provider.getClass().getName();
        String owner = owners.putIfAbsent(thing, mine);
        if (owner != null) {
            throw new IllegalStateException("Two gateways " + thing + ": " + owner + " and " + mine);
        }
    }

    /** The providers, in the order they are registered. */
    public List<GatewayProvider> providers() {
        return providers;
    }

    /** What may stand in a manifest's {@code channels}. */
    public EntryTypes entryTypes() {
        List<EntryType> types = providers.stream()
                .flatMap(provider -> provider.entryTypes().stream())
                .toList();
        Optional<JsonObject> usual = providers.stream()
                .flatMap(provider -> provider.defaultEntry().stream())
                .findFirst();
        return new EntryTypes(types, usual);
    }

    /** Every key of the configuration, the server's own and the gateways'. */
    public ConfigKeys configKeys() {
        return new ConfigKeys(providers.stream().map(GatewayProvider::settings).toList());
    }
}
