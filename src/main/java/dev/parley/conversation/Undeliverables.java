package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The events that were given up. {@link Conversations#settle} adds to them and takes away from them. The
 * promises of {@link Store} about commits, contexts and failures hold here too.
 */
public interface Undeliverables {
    /** At most {@code limit} of a bot's, those behind {@code after} (empty: from the start), by session id and seq. */
    Future<List<Undeliverable>> list(UUID bot, Optional<Place> after, int limit);

    /** The newest of a session's, at most {@code limit}, ascending. */
    Future<List<Event>> ofSession(UUID session, int limit);

    /** At most {@code limit} of those asked for, of all bots, in the order of {@link #list}. */
    Future<List<Undeliverable>> replaying(Optional<Place> after, int limit);
}
