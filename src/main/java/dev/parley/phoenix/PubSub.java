package dev.parley.phoenix;

import io.vertx.core.Future;
import io.vertx.core.Handler;

/**
 * Carries an endpoint's broadcasts between its event loops, or further. One instance serves one endpoint, which registers
 * one receiver for each event loop when the first broadcast is made.
 */
public interface PubSub {
    /**
     * A broadcast under way.
     *
     * @param source the event loop that made it, which has delivered it already
     */
    record Published(String source, String topic, String event, Payload payload) {}

    /** Registers a receiver, to be called on the caller's context; complete when nothing published later is missed. */
    Future<Void> subscribe(Handler<Published> receiver);

    /** Hands a message to all receivers, in order. */
    void publish(Published message);
}
