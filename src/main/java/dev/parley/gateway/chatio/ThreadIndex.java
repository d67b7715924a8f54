package dev.parley.gateway.chatio;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How the threads of one event loop stand. All that is kept is how far some were read, so as not to begin at their start
 * each time; forgetting it costs a longer read.
 */
final class ThreadIndex {
    private static final int PAGE = 1_000;
    private static final int REMEMBERED = 10_000;

    private final Conversations conversations;
    private final Map<UUID, ThreadState> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ThreadState> eldest) {
            return size() > REMEMBERED;
        }
    };

    ThreadIndex(Conversations conversations) {
        this.conversations = conversations;
    }

    /** The state of a thread at an event that is stored. */
    Future<ThreadState> at(UUID thread, long seq) {
        ThreadState start = known.getOrDefault(thread, ThreadState.EMPTY);
        return read(thread, start.seq() <= seq ? start : ThreadState.EMPTY, seq)
                .onSuccess(state -> remember(thread, state));
    }

    /** Notes how far a thread was read. */
    void remember(UUID thread, ThreadState state) {
        known.merge(thread, state, (before, now) -> now.seq() > before.seq() ? now : before);
    }

    void forget(UUID thread) {
        known.remove(thread);
    }

    private Future<ThreadState> read(UUID thread, ThreadState from, long seq) {
        if (from.seq() >= seq) {
            return Future.succeededFuture(from);
        }
        int limit = (int) Math.min(PAGE, seq - from.seq());
        return conversations.after(thread, from.seq(), limit).compose(events -> {
            ThreadState state = from;
            for (Event event : events) {
                state = state.after(event);
            }
            return events.isEmpty() ? Future.succeededFuture(state) : read(thread, state, seq);
        });
    }
}
