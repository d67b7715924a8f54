package com.example.lines;

import dev.parley.bot.EntryType;
import dev.parley.config.ConfigKey;
import dev.parley.config.ConfigSection;
import dev.parley.config.ConfigType;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.GatewayProvider;
import java.util.List;

/** Makes the gateway; found by its name in {@code META-INF/services}. */
public final class LinesProvider implements GatewayProvider {
    /** In the file, as {@code PARLEY_LINES_BASE}, and as {@code --lines-base}. */
    static final ConfigKey<String> BASE = new ConfigKey<>(
            "lines.base", ConfigType.pathPrefix(), "/lines", "What stands before the names of bots that speak lines.");

    @Override
    public String name() {
        return LinesGateway.NAME;
    }

    @Override
    public List<EntryType> entryTypes() {
        return List.of(LinesEntry.TYPE);
    }

    @Override
    public ConfigSection settings() {
        return ConfigSection.of(BASE);
    }

    @Override
    public Gateway create(GatewayContext server) {
        return new LinesGateway(server);
    }
}
