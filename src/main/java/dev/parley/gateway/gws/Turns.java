package dev.parley.gateway.gws;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets what concerns one chat happen one after the other, in the order it came: a client's typing, text and poll travel
 * on connections of their own. Chats do not wait for each other. Belongs to one event loop.
 */
final class Turns {
    private final Map<UUID, Future<?>> last = new HashMap<>();

    /** Runs an action when all before it in this chat are done, however they ended. */
    <T> Future<T> take(UUID chat, Supplier<Future<T>> action) {
        Future<?> before = last.getOrDefault(chat, Future.succeededFuture());
        Future<T> now = before.transform(done -> action.get());
        last.put(chat, now);
        now.onComplete(done -> last.remove(chat, now));
        return now;
    }
}
