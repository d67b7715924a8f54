package dev.parley.gateway.chatio;

import dev.parley.bot.ChannelEntry;
import dev.parley.bot.Claim;
import dev.parley.bot.EntryType;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Schema;
import java.util.List;

/**
 * A manifest's entry {@code chatio}: clients of chat.io's customer SDK.
 *
 * @param license the number by which they name the bot
 */
record ChatioEntry(long license) implements ChannelEntry {
    private static final String WORD = "chatio";
    private static final String LICENSE = "license";

    static final EntryType TYPE = EntryType.of(
            WORD,
            ObjectSchema.object().required(LICENSE, Schema.integer(1)),
            settings -> new ChatioEntry(settings.getLong(LICENSE)));

    @Override
    public String type() {
        return WORD;
    }

    @Override
    public List<Claim> claims() {
        return List.of(Claim.of(LICENSE, String.valueOf(license)));
    }
}
