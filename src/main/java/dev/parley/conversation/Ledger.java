package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a store keeps beside conversations for the people who run them: tokens of the REST API, what was done with these,
 * and what went wrong with a bot. The promises of {@link Store} about commits, contexts and failures hold here too.
 */
public interface Ledger {
    /** How many errors are kept of one bot; older ones go. */
    int ERRORS_OF_A_BOT = 1_000;

    /** All tokens, oldest first. */
    Future<List<ApiToken>> tokens();

    /** Adds a token, or replaces the one with its id. */
    Future<Void> putToken(ApiToken token);

    /** Revokes a token; false when there was none. */
    Future<Boolean> removeToken(UUID id);

    /** Writes down what was done; the entry's own number does not count. */
    Future<Void> audit(AuditEntry entry);

    /** At most {@code limit} entries, newest first, those with a number below {@code before}. */
    Future<List<AuditEntry>> audits(OptionalLong before, int limit);

    /** Writes down what went wrong; for a bot that is gone nothing is written. */
    Future<Void> error(BotError error);

    /** At most {@code limit} errors of a bot, newest first; none of sessions that were erased. */
    Future<List<BotError>> errors(UUID bot, int limit);
}
