package dev.parley.store;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.conversation.Ledger;
import java.sql.SQLException;
import java.util.UUID;

/** Tokens, audit and the errors of bots, as the writer uses them; a part of its {@link Database}. */
public interface LedgerRows {
    void put(ApiToken token) throws SQLException;

    /** False when there was no such token. */
    boolean remove(UUID token) throws SQLException;

    /** Adds an entry under the next number. */
    void insert(AuditEntry entry) throws SQLException;

    /**
     * Adds an error under the bot's next number; what is {@link Ledger#ERRORS_OF_A_BOT} older by number goes, whether
     * sessions between were erased or not.
     *
     * @param bot the bot's key
     * @param session the key of its session, 0 for none
     */
    void insert(long bot, long session, BotError error) throws SQLException;

    /** Deletes what errors a bot has left. */
    void deleteErrors(long bot) throws SQLException;
}
