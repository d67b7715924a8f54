package dev.parley.phoenix;

import io.vertx.core.Handler;

/** What carries a connection's frames; it lives on the connection's event loop. */
interface Transport {
    /** Queues a frame, in order; without effect once the connection is closing. */
    void send(Frame frame);

    /** True while more waits to be written than a paced sender should add to. */
    boolean writeQueueFull();

    /** Calls the handler once, when the write queue has room. */
    void onceDrained(Handler<Void> handler);

    /** Stops handing messages to the socket, from the next one on. */
    void hold();

    /** Hands messages to the socket again. */
    void release();

    /** Ends the connection with a WebSocket close code; it is free to show it in its own way. */
    void close(int code);

    /** Looks at the clock: called every tick of the event loop's sweep, with its time in milliseconds. */
    void sweep(long now);
}
