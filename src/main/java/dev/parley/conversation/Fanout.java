package dev.parley.conversation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;

/**
 * Tells everybody who is interested that something happened. It is a hint: a batch may be lost or come twice, and
 * receivers compare seqs with what they have. Batches of one publisher arrive in order, if they arrive.
 */
public interface Fanout {
    /** Tells everybody. Callable from any thread; the list and its members must not change afterwards. */
    void publish(List<Notification> batch);

    /**
     * Hears every batch until the subscription is cancelled, on the thread of whoever publishes it: the subscriber only
     * sorts and hands over. One a server, who knows which event loops want to hear of what.
     */
    Subscription subscribe(Handler<List<Notification>> subscriber);

    /** Ends the fan-out; what is published afterwards is told to nobody. */
    Future<Void> close();

    /** A running subscription. */
    interface Subscription {
        Future<Void> cancel();
    }
}
