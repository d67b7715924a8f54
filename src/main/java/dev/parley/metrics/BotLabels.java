package dev.parley.metrics;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What bots are called where something is counted by bot: their id, for the first {@value #MOST}, and {@value #OTHER} for
 * all further ones, since every label costs whoever keeps the statistics. Callable from any thread.
 */
final class BotLabels {
    static final int MOST = 100;
    static final String OTHER = "other";

    private final Map<UUID, String> known = new ConcurrentHashMap<>();

    String of(UUID bot) {
        String label = known.get(bot);
        if (label != null) {
            return label;
        }
        // Two that come at once may both find the last place; one more label does no harm.
        return known.size() >= MOST ? OTHER : known.computeIfAbsent(bot, UUID::toString);
    }
}
