package dev.parley.conversation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import java.util.UUID;

/**
 * The durable log. A future of a write succeeds only after its commit; writes are committed in the order they were
 * asked for. Futures complete on the caller's context. Refusals are {@link RefusedException}s; other failures of a
 * write are refused as {@link Refusal#UNAVAILABLE} and logged once.
 *
 * <p>After every commit the listener hears what changed, in commit order, after the futures of that commit were
 * completed: a writer that shares an event loop with a listener learns of its own event first.
 *
 * <p>Strings reach the store without U+0000 and lone surrogates.
 */
public interface Store extends LogQueries, LogCommands {
    /** Sets who hears what was committed; called on the writer's thread, so it must be quick. Set before first use. */
    void onCommit(Handler<List<Notification>> listener);

    /** All bots, oldest first. */
    Future<List<BotRecord>> bots();

    /** Makes or replaces a bot. */
    Future<Void> putBot(BotRecord bot);

    /** Erases a bot and everything of it, in slices; the ids of its images. Unknown: empty list. */
    Future<List<UUID>> eraseBot(UUID bot);

    /** Up to {@code limit} events after a seq, ascending. Unknown session: empty. */
    Future<List<Event>> after(UUID session, long seq, int limit);

    /** Up to {@code limit} events before a seq, ascending. Unknown session: empty. */
    Future<List<Event>> before(UUID session, long seq, int limit);

    /** What was given up. */
    Undeliverables undeliverables();

    /** The persons. */
    People people();

    /** The tokens of the REST API. */
    ApiTokens tokens();

    /** What was done by whom. */
    AuditLog audit();

    /** What went wrong with bots. */
    BotErrors errors();

    /** The documents beside the log. */
    Documents documents();

    /** What can be counted. */
    Statistics statistics();

    /** Succeeds when the store can write. */
    Future<Void> ready();

    /** Commits what is queued and closes. */
    Future<Void> close();
}
