package dev.parley.store;

import dev.parley.conversation.BotError;
import dev.parley.conversation.BotErrors;
import java.sql.SQLException;

/** The errors of bots, as the writer uses them; a part of its {@link Database}. */
public interface BotErrorRows {
    /**
     * Adds an error under the bot's next number; what is {@link BotErrors#MOST} older by number goes, whether sessions
     * between were erased or not.
     *
     * @param bot the bot's key
     * @param session the key of its session, 0 for none
     */
    void insert(long bot, long session, BotError error) throws SQLException;

    /** Deletes what errors a bot has left. */
    void deleteOfBot(long bot) throws SQLException;
}
