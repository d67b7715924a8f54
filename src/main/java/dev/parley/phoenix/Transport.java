package dev.parley.phoenix;

import dev.parley.websocket.EndpointLoop;
import io.vertx.core.Handler;

/** What carries a connection's frames; it lives on the connection's event loop. */
interface Transport extends EndpointLoop.Member {
    /** Queues a frame, in order; without effect once the connection is closing. */
    void send(Frame frame);

    /** True while more waits to be written, be it a push or a reply, than a paced sender should add to. */
    boolean writeQueueFull();

    /** Calls the handler once, when the write queue has room; never when the connection ends before. */
    void onceDrained(Handler<Void> handler);

    /** Stops handing messages to the socket, from the next one on. */
    void hold();

    /** Hands messages to the socket again. */
    void release();
}
