package dev.parley.engine;

import dev.parley.conversation.Event;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** What was said so far, for engines that read it. */
@FunctionalInterface
public interface History {
    /** Up to {@code limit} events of a session before a seq, ascending. Completes on the caller's context. */
    Future<List<Event>> before(UUID session, long seq, int limit);

    /** The newest events of a session, ascending. */
    default Future<List<Event>> newest(UUID session, int limit) {
        return before(session, Long.MAX_VALUE, limit);
    }
}
