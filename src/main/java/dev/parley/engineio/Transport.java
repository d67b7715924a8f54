package dev.parley.engineio;

import io.vertx.core.Handler;

/** What carries a connection's packets to its client. Used on the event loop of the connection. */
interface Transport {
    /** Queues a packet, in order; without effect once the transport is closing. */
    void send(Packet packet);

    /** True while more waits to be sent than a paced sender should add to. */
    boolean writeQueueFull();

    /** Calls the handler once, when there is room. */
    void onceDrained(Handler<Void> handler);

    /**
     * Ends it behind what was sent, with a WebSocket close code, which others show in their own way.
     *
     * @return false if the client has still to fetch something, for which it gets a moment
     */
    boolean end(int code);

    /** Ends it at once, whatever waits. */
    void abort(int code);
}
