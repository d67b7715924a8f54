package dev.parley.feed;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets what concerns one session happen one after the other, in the order it came, however many connections it came by.
 * Sessions do not wait for each other. Belongs to one event loop.
 */
public final class KeyedQueue {
    private final Map<UUID, Future<?>> last = new HashMap<>();

    /** Runs an action when all before it in this session are done, however they ended. */
    public <T> Future<T> take(UUID session, Supplier<Future<T>> action) {
        Future<?> before = last.getOrDefault(session, Future.succeededFuture());
        Future<T> now = before.transform(done -> action.get());
        last.put(session, now);
        now.onComplete(done -> last.remove(session, now));
        return now;
    }
}
