package dev.parley.socketio;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/** One client in one namespace. Belongs to its connection's event loop and is used there alone. */
public interface Socket {
    /** Its id: unguessable, other than the connection's. */
    String id();

    /** The request that began its connection. */
    Handshake handshake();

    /** The context of its event loop. */
    Context context();

    /** Emits an event in order; without effect once the socket has gone. */
    void emit(String event, @Nullable Object... arguments);

    /** Emits what was encoded before. */
    void emit(Emission emission);

    /** True while more waits to be sent than a paced sender should add to. */
    boolean writeQueueFull();

    /** Calls the handler once, when there is room. */
    void onceDrained(Handler<Void> handler);

    /** Tells the client that it is out of the namespace for good, then closes the connection when it was in no other. */
    void disconnect();

    /** Closes the connection without a word, behind what was emitted; the client will come back. */
    void close();
}
