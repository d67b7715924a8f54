package com.example.lines;

import dev.parley.bot.ChannelEntry;
import dev.parley.bot.Claim;
import dev.parley.bot.EntryType;
import dev.parley.bot.ObjectSchema;
import dev.parley.bot.Schema;
import java.util.List;

/** {@code {"type":"lines","name":"front-desk"}}: the bot answers at {@code /lines/front-desk}. */
record LinesEntry(String name) implements ChannelEntry {
    static final EntryType TYPE = EntryType.of(
            "lines",
            ObjectSchema.object().required("name", Schema.text()),
            settings -> new LinesEntry(settings.getString("name")));

    @Override
    public String type() {
        return "lines";
    }

    // Of all bots only one may have a name; the second is refused with a word about the first.
    @Override
    public List<Claim> claims() {
        return List.of(Claim.of("name", name));
    }
}
