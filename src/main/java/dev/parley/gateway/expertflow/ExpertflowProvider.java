package dev.parley.gateway.expertflow;

import dev.parley.bot.EntryType;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigSection;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.GatewayProvider;
import java.util.List;
import java.util.stream.Stream;

/** Makes the gateway for Expertflow-style customers, who get transcripts by mail. */
public final class ExpertflowProvider implements GatewayProvider {
    @Override
    public String name() {
        return ExpertflowGateway.NAME;
    }

    @Override
    public List<EntryType> entryTypes() {
        return List.of(ExpertflowEntry.TYPE);
    }

    @Override
    public ConfigSection settings() {
        List<ConfigKey<?>> keys = Stream.of(ExpertflowOptions.KEYS, MailOptions.KEYS)
                .<ConfigKey<?>>flatMap(List::stream)
                .toList();
        return new ConfigSection(keys, MailOptions::conflicts);
    }

    @Override
    public Gateway create(GatewayContext context) {
        return new ExpertflowGateway(context);
    }
}
