package dev.parley.gateway.chip;

import dev.parley.conversation.Bots;
import java.util.Optional;
import java.util.UUID;

/** The bots that can be reached here. Any thread. */
record ChipBots(Bots bots) {
    Optional<ChipBot> find(UUID bot) {
        return bots.get(bot)
                .flatMap(found -> found.manifest().entries(ChipEntry.class).stream()
                        .map(entry -> new ChipBot(found, entry))
                        .findFirst());
    }
}
