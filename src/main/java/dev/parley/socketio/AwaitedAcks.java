package dev.parley.socketio;

import dev.parley.websocket.SteadyClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The answers a socket's client still owes. */
final class AwaitedAcks {
    private final int max;
    private final Map<String, Awaited> awaited = new LinkedHashMap<>(4);
    private long next;

    AwaitedAcks(int max) {
        this.max = max;
    }

    /** An answer the client owes. */
    record Awaited(String id, long until, Promise<List<@Nullable Object>> promise) {
        Future<List<@Nullable Object>> answer() {
            return promise.future();
        }
    }

    /** One more; null if there are too many. */
    @Nullable
    Awaited add(Duration timeout) {
        if (awaited.size() == max) {
            return null;
        }
        Awaited one = new Awaited(String.valueOf(next++), SteadyClock.millis() + timeout.toMillis(), Promise.promise());
        awaited.put(one.id(), one);
        return one;
    }

    /** The client has answered; one that was not asked, or twice, is ignored. */
    void complete(String id, List<@Nullable Object> arguments) {
        Awaited one = awaited.remove(id);
        if (one != null) {
            one.promise().complete(arguments);
        }
    }

    /** Gives up what is overdue. */
    void expire(long now) {
        for (Awaited one : List.copyOf(awaited.values())) {
            if (now >= one.until() && awaited.remove(one.id()) != null) {
                one.promise().fail(new TimeoutException("no answer from the client"));
            }
        }
    }

    /** The socket has gone. */
    void fail() {
        List<Awaited> all = List.copyOf(awaited.values());
        awaited.clear();
        all.forEach(one -> one.promise().fail(new IllegalStateException("the socket has gone")));
    }
}
