package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * What went wrong with bots, for their people. The promises of {@link Store} about commits, contexts and failures hold
 * here too.
 */
public interface BotErrors {
    /** How many are kept of one bot; older ones go. */
    int MOST = 1_000;

    /** Writes down what went wrong; for a bot or session that is gone nothing is written. */
    Future<Void> note(BotError error);

    /** At most {@code limit} errors of a bot, newest first; none of sessions that were erased. */
    Future<List<BotError>> of(UUID bot, int limit);
}
