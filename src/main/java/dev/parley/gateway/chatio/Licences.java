package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which bot a licence stands for. Immutable. */
record Licences(Map<Long, Bot> bots) {
    static Licences of(Collection<Bot> all) {
        Map<Long, Bot> bots = new HashMap<>();
        for (Bot bot : all) {
            bot.manifest().entries(ChatioEntry.class).forEach(entry -> bots.put(entry.license(), bot));
        }
        return new Licences(Map.copyOf(bots));
    }

    Optional<Bot> bot(long license) {
        return Optional.ofNullable(bots.get(license));
    }
}
