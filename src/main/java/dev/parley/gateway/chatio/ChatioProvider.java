package dev.parley.gateway.chatio;

import dev.parley.bot.EntryType;
import dev.parley.config.ConfigSection;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.GatewayProvider;
import java.util.List;

/** Makes the gateway for chat.io's customer SDK. */
public final class ChatioProvider implements GatewayProvider {
    @Override
    public String name() {
        return Customer.GATEWAY;
    }

    @Override
    public List<EntryType> entryTypes() {
        return List.of(ChatioEntry.TYPE);
    }

    @Override
    public ConfigSection settings() {
        return ChatioOptions.SECTION;
    }

    @Override
    public Gateway create(GatewayContext context) {
        return new ChatioGateway(context);
    }
}
