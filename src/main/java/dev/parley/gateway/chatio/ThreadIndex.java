package dev.parley.gateway.chatio;

import dev.parley.conversation.Event;
import dev.parley.feed.LogReader;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * How the threads of one event loop stand. All that is kept is how far some were read, so as not to begin at their start
 * each time; forgetting it costs a longer read.
 */
final class ThreadIndex {
    private static final int REMEMBERED = 10_000;

    private final LogReader reader;
    private final Map<UUID, ThreadState> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ThreadState> eldest) {
            return size() > REMEMBERED;
        }
    };

    ThreadIndex(LogReader reader) {
        this.reader = reader;
    }

    /** The state of a thread at an event that is stored. */
    Future<ThreadState> at(UUID thread, long seq) {
        ThreadState start = known.getOrDefault(thread, ThreadState.EMPTY);
        return read(thread, start.seq() <= seq ? start : ThreadState.EMPTY, seq, (event, state) -> {});
    }

    /** Notes how far a thread was read. */
    void remember(UUID thread, ThreadState state) {
        known.merge(thread, state, (before, now) -> now.seq() > before.seq() ? now : before);
    }

    void forget(UUID thread) {
        known.remove(thread);
    }

    /** Reads a thread from its start to its end; who reads sees each event and how the thread stands with it. */
    Future<ThreadState> read(UUID thread, BiConsumer<Event, ThreadState> reading) {
        return read(thread, ThreadState.EMPTY, Long.MAX_VALUE, reading);
    }

    private Future<ThreadState> read(UUID thread, ThreadState from, long seq, BiConsumer<Event, ThreadState> reading) {
        if (from.seq() >= seq) {
            return Future.succeededFuture(from);
        }
        ThreadState[] state = {from};
        return reader.scan(thread, from.seq(), event -> {
                    if (event.seq() <= seq) {
                        state[0] = state[0].after(event);
                        reading.accept(event, state[0]);
                    }
                    return event.seq() < seq;
                })
                .map(read -> state[0])
                .onSuccess(read -> remember(thread, read));
    }
}
