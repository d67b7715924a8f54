package dev.parley.gateway.gws;

import dev.parley.bot.ChannelEntry;
import dev.parley.bot.Claim;
import dev.parley.bot.EntryType;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Schema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A manifest's entry {@code gws}: polling chat by REST.
 *
 * @param apikeys what a client must send to reach this bot; empty for the bot whoever sends no other bot's reaches
 */
record GwsEntry(List<String> apikeys) implements ChannelEntry {
    private static final String WORD = "gws";
    private static final String KEYS = "apikeys";

    static final EntryType TYPE =
            EntryType.of(WORD, ObjectSchema.object().optional(KEYS, Schema.list(0, Schema.text())), GwsEntry::of);

    private static GwsEntry of(JsonObject settings) {
        return new GwsEntry(settings.getJsonArray(KEYS, new JsonArray()).stream()
                .map(String.class::cast)
                .toList());
    }

    @Override
    public String type() {
        return WORD;
    }

    // An apikey is a secret and not repeated.
    @Override
    public List<Claim> claims() {
        return apikeys.isEmpty()
                ? List.of(Claim.byDefault(WORD))
                : apikeys.stream()
                        .map(key -> new Claim("apikey", key, "/" + KEYS, owner -> "an apikey is used by " + owner))
                        .toList();
    }
}
