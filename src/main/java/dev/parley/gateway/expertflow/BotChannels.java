package dev.parley.gateway.expertflow;

import dev.parley.bot.Bot;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which bot serves a channel: the one whose entry names it, else the one whose entry names none. Immutable. */
final class BotChannels {
    private final Map<String, Served> named;
    private final @Nullable Served others;
    private final Set<UUID> bots;

    /** A bot with the entry by which it serves. */
    record Served(Bot bot, ExpertflowEntry entry) {}

    private BotChannels(Map<String, Served> named, @Nullable Served others, Set<UUID> bots) {
        this.named = named;
        this.others = others;
        this.bots = bots;
    }

    static BotChannels of(Collection<Bot> bots) {
        Map<String, Served> named = new HashMap<>();
        Served others = null;
        Set<UUID> serving = new HashSet<>();
        for (Bot bot : bots) {
            for (ExpertflowEntry entry : bot.manifest().entries(ExpertflowEntry.class)) {
                Served served = new Served(bot, entry);
                serving.add(bot.id());
                if (entry.channel() == null) {
                    others = served;
                } else {
                    named.put(ExpertflowEntry.key(entry.channel()), served);
                }
            }
        }
        return new BotChannels(Map.copyOf(named), others, Set.copyOf(serving));
    }

    /** Whether a bot can be reached here. */
    boolean serves(UUID bot) {
        return bots.contains(bot);
    }

    Optional<Served> of(String channel) {
        return Optional.ofNullable(named.getOrDefault(ExpertflowEntry.key(channel), others));
    }
}
