package dev.parley.phoenix;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands broadcasts to the event loops of an endpoint. They listen from the first broadcast on, so that an endpoint without any
 * costs nothing; what is published while they begin to listen waits for it. Callable from any thread.
 */
final class Broadcasts {
    private final PubSub pubsub;
    private final List<Receiver> receivers = new ArrayList<>();

    /** Null before the first broadcast. */
    private volatile @Nullable Future<?> subscribed;

    private record Receiver(Context context, Handler<PubSub.Published> handler) {}

    Broadcasts(PubSub pubsub) {
        this.pubsub = pubsub;
    }

    /** One more event loop that is to hear what is published. */
    synchronized void add(Context context, Handler<PubSub.Published> handler) {
        Receiver receiver = new Receiver(context, handler);
        receivers.add(receiver);
        Future<?> before = subscribed;
        if (before != null) {
            subscribed = Future.join(before, subscribe(receiver));
        }
    }

    void publish(PubSub.Published message) {
        Future<?> ready = subscribed;
        if (ready == null) {
            ready = subscribeAll();
        }
        if (ready.isComplete()) {
            pubsub.publish(message);
        } else {
            ready.onComplete(done -> pubsub.publish(message));
        }
    }

    private synchronized Future<?> subscribeAll() {
        Future<?> ready = subscribed;
        if (ready == null) {
            ready = Future.join(receivers.stream().map(this::subscribe).toList());
            subscribed = ready;
        }
        return ready;
    }

    private Future<Void> subscribe(Receiver receiver) {
        Promise<Void> promise = Promise.promise();
        receiver.context()
                .runOnContext(v -> pubsub.subscribe(receiver.handler()).onComplete(promise));
        return promise.future();
    }
}
