package dev.parley.gateway.expertflow;

import dev.parley.bot.ChannelEntry;
import dev.parley.bot.Claim;
import dev.parley.bot.EntryType;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Problem;
import dev.parley.bot.Schema;
import dev.parley.config.Network;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A manifest's entry {@code expertflow}: customers of Expertflow-style clients, and connectors that stand for many.
 *
 * @param channel the customers' channel it serves; null for every channel no other bot serves
 * @param connectorSecret what a connector may show to be let in; null when none opens
 * @param connectorAddresses from where connectors are let in without a secret
 */
record ExpertflowEntry(@Nullable String channel, @Nullable String connectorSecret, List<Network> connectorAddresses)
        implements ChannelEntry {
    private static final String WORD = "expertflow";

    static final EntryType TYPE = EntryType.of(
            WORD,
            ObjectSchema.object()
                    .optional("channel", Schema.text())
                    .optional("connector_secret", Schema.text())
                    .optional("connector_addresses", Schema.list(0, network())),
            ExpertflowEntry::of);

    private static ExpertflowEntry of(JsonObject settings) {
        return new ExpertflowEntry(
                settings.getString("channel"),
                settings.getString("connector_secret"),
                settings.getJsonArray("connector_addresses", new JsonArray()).stream()
                        .map(address -> Network.parse((String) address))
                        .toList());
    }

    /** A channel's name as names are compared: clients write them with and without capitals. */
    static String key(String channel) {
        return channel.toLowerCase(Locale.ROOT);
    }

    private static Schema network() {
        return (path, value, problems) -> {
            if (!(value instanceof String text)) {
                problems.accept(Problem.wrongType(path, value, "string"));
                return;
            }
            try {
                Network.parse(text);
            } catch (IllegalArgumentException unreadable) {
                problems.accept(Problem.at(path, String.valueOf(unreadable.getMessage())));
            }
        };
    }

    @Override
    public String type() {
        return WORD;
    }

    @Override
    public List<Claim> claims() {
        return List.of(channel == null ? Claim.byDefault(WORD) : Claim.of("channel", key(channel)));
    }
}
