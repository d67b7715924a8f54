package dev.parley.gateway.gws;

import dev.parley.bot.EntryType;
import dev.parley.config.ConfigSection;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.GatewayProvider;
import java.util.List;

/** Makes the gateway for polling clients. */
public final class GwsProvider implements GatewayProvider {
    @Override
    public String name() {
        return GwsGateway.NAME;
    }

    @Override
    public List<EntryType> entryTypes() {
        return List.of(GwsEntry.TYPE);
    }

    @Override
    public ConfigSection settings() {
        return GwsOptions.SECTION;
    }

    @Override
    public Gateway create(GatewayContext context) {
        return new GwsGateway(context);
    }
}
