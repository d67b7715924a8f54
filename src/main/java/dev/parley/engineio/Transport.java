package dev.parley.engineio;

import io.vertx.core.Handler;

/** A WebSocket that carries a connection's packets to its client, or wants to. Used on the event loop of the connection. */
interface Transport {
    /** Queues a packet, in order; without effect once it is closing. */
    void send(Packet packet);

    /** True while more waits to be sent, be it asked for or not, than a paced sender should add to. */
    boolean writeQueueFull();

    /** Calls the handler once, when there is room; never when it closes before. */
    void onceDrained(Handler<Void> handler);

    /** Ends it behind what was sent. */
    void close(int code);

    /** Runs a task on the connection's event loop, behind what has come by this WebSocket so far. */
    void behind(Runnable task);
}
