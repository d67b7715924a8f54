package dev.parley.gateway.chip;

import dev.parley.bot.EntryType;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.GatewayProvider;
import java.util.List;

/** Makes the gateway for RapidPro's web chat. */
public final class ChipProvider implements GatewayProvider {
    @Override
    public String name() {
        return Contact.GATEWAY;
    }

    @Override
    public List<EntryType> entryTypes() {
        return List.of(ChipEntry.TYPE);
    }

    @Override
    public Gateway create(GatewayContext context) {
        return new ChipGateway(context);
    }
}
