package dev.parley.gateway;

import dev.parley.bot.EntryType;
import dev.parley.config.ConfigSection;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A kind of gateway, found by {@link java.util.ServiceLoader}. One of each a server; callable from any thread. It is made
 * without side effects: checks of configuration and manifests, {@code --help} and offline commands make one too.
 */
public interface GatewayProvider extends DoorProvider {
    /** The name that sessions born here carry, in the store too, so that it must never change. */
    String name();

    /** The kinds of entry in a manifest's {@code channels} that are read here. */
    List<EntryType> entryTypes();

    /** The entry that is made for a bot whose manifest names no channels; one gateway of all has it. */
    default Optional<JsonObject> defaultEntry() {
        return Optional.empty();
    }

    /** The keys by which it is configured, under prefixes that nobody else has. */
    default ConfigSection settings() {
        return ConfigSection.of();
    }

    @Override
    Gateway create(GatewayContext context);
}
