package dev.parley.engineio;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;

/** One connection with a client, whatever transport carries it. Belongs to its event loop and is used there alone. */
public interface EngineIoSocket {
    /** Its id, which names the connection in requests: nobody else is to know it. */
    String id();

    /** The request that began it. */
    Handshake handshake();

    /** The context of its event loop, the same for life. */
    Context context();

    /** Sends a message of text, in order; without effect once the connection has ended. */
    default void send(String text) {
        send(EngineIoMessage.text(text));
    }

    /** Sends a message of bytes. */
    default void send(Buffer bytes) {
        send(EngineIoMessage.binary(bytes));
    }

    /** Sends what was encoded before. */
    void send(EngineIoMessage message);

    /** True while more waits to be sent than a paced sender should add to. */
    boolean writeQueueFull();

    /** Calls the handler once, when there is room; never when the connection ends before. */
    void onceDrained(Handler<Void> handler);

    /** Ends the connection behind what was sent. The handler's {@code gone} is called within. */
    void close();
}
