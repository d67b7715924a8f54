package dev.parley.gateway.phoenix;

import dev.parley.bot.EntryType;
import dev.parley.config.ConfigSection;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.GatewayProvider;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Makes the gateway for AIDA's bot channel, on which every bot can be reached that says nothing else. */
public final class PhoenixProvider implements GatewayProvider {
    @Override
    public String name() {
        return PhoenixGateway.NAME;
    }

    @Override
    public List<EntryType> entryTypes() {
        return List.of(WebsocketEntry.TYPE, new FacebookEntry());
    }

    @Override
    public Optional<JsonObject> defaultEntry() {
        return Optional.of(
                new JsonObject().put("type", WebsocketEntry.TYPE.type()).put("scope", "session"));
    }

    @Override
    public ConfigSection settings() {
        return PhoenixOptions.SECTION;
    }

    @Override
    public Gateway create(GatewayContext context) {
        return new PhoenixGateway(context);
    }
}
