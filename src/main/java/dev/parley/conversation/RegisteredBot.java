package dev.parley.conversation;

import dev.parley.bot.Bot;
import dev.parley.bot.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bot the registry knows, whether it can answer or not.
 *
 * @param record the bot as it is stored
 * @param file the file that owns it, if one does
 * @param usable the bot ready for use; empty while its manifest no longer reads, say for a secret that is gone
 * @param problems why it is not usable
 */
public record RegisteredBot(BotRecord record, @Nullable String file, Optional<Bot> usable, List<Problem> problems) {
    static RegisteredBot usable(BotRecord record, Bot bot) {
        return new RegisteredBot(record, bot.file(), Optional.of(bot), List.of());
    }

    static RegisteredBot broken(BotRecord record, List<Problem> problems) {
        return new RegisteredBot(record, null, Optional.empty(), List.copyOf(problems));
    }
}
