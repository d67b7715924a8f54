package dev.parley.feed;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.LogQueries;
import dev.parley.websocket.VertxInternals;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a server reads and follows logs with. One a server; thread-safe.
 *
 * <pre>
 *   door or delivery --follows--> LogFollower / ThreadFollower --registers--> SessionHub (one an event loop)
 *                                      | reads                                    ^ hints
 *                                   LogReader --> LogQueries (store)          Subscriptions &lt;-- Fanout
 * </pre>
 */
public final class Feed {
    private final LogReader reader;
    private final Subscriptions subscriptions;
    private final Duration compareEvery;
    private final Map<Thread, Hub> hubs = new ConcurrentHashMap<>();

    private record Hub(Context context, SessionHub hub) {}

    /**
     * @param compareEvery how often what is followed is compared with the store
     */
    public Feed(Fanout fanout, LogQueries log, Duration compareEvery) {
        this.reader = new LogReader(log);
        this.subscriptions = new Subscriptions(fanout);
        this.compareEvery = compareEvery;
    }

    public LogReader reader() {
        return reader;
    }

    /** The hub of the calling event loop, made when it is first asked for. */
    public SessionHub hub(Vertx vertx) {
        return hubs.computeIfAbsent(
                        Thread.currentThread(),
                        first -> VertxInternals.inNewContext(
                                vertx,
                                context ->
                                        new Hub(context, new SessionHub(vertx, subscriptions, reader, compareEvery))))
                .hub();
    }

    /** Hears nothing more. */
    public Future<Void> close() {
        List<Future<Void>> closed = hubs.values().stream()
                .map(one -> Loops.call(one.context(), one.hub()::close))
                .toList();
        return subscriptions.close().compose(silent -> Future.join(closed)).mapEmpty();
    }
}
