package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The events that were given up, and their replay. {@link Store#settle} adds to them and takes away from them. The
 * promises of {@link Store} about commits, contexts and failures hold here too.
 */
public interface Undeliverables {
    /** At most {@code limit} of a bot's, those behind {@code after} (empty: from the start), by session id and seq. */
    Future<List<Undeliverable>> list(UUID bot, Optional<Place> after, int limit);

    /** The newest of a session's, at most {@code limit}, ascending. */
    Future<List<Event>> ofSession(UUID session, int limit);

    /**
     * Asks for those of these events that are a bot's, listed, and in a session its engine attends to, to be delivered
     * after all; the places of these. Each session with one is told as {@link Notification.Replay}. Asking again is harmless.
     * A take-over or hand-off ends what was asked for: the events stay listed.
     */
    Future<List<Place>> replay(UUID bot, Collection<Place> places);

    /** At most {@code limit} of those asked for, of all bots, in the order of {@link #list}. */
    Future<List<Undeliverable>> replaying(Optional<Place> after, int limit);
}
