package dev.parley.socketio;

import dev.parley.engineio.Handshake;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client in one namespace. Belongs to its connection's event loop and is used there alone. */
public interface Socket {
    /** Its id: unguessable, other than the connection's. */
    String id();

    /** The request that began its connection. */
    Handshake handshake();

    /** The context of its event loop. */
    Context context();

    /** The namespace it is in. */
    String namespace();

    /**
     * Emits an event in order; without effect once the socket has gone. What is emitted while its connect is still being
     * decided follows the answer that it is in.
     */
    void emit(String event, @Nullable Object... arguments);

    /** Emits what was encoded before. */
    void emit(Emission emission);

    /**
     * Emits an event whose receipt the client confirms; the result is what its callback was given. Fails with
     * {@link java.util.concurrent.TimeoutException} when nothing comes in time, and with {@link IllegalStateException} when the
     * socket has gone or too many answers are awaited.
     */
    Future<List<@Nullable Object>> emitWithAck(Duration timeout, String event, @Nullable Object... arguments);

    /** True while more waits to be sent than a paced sender should add to. */
    boolean writeQueueFull();

    /** Calls the handler once, when there is room. */
    void onceDrained(Handler<Void> handler);

    /** Tells the client that it is out of the namespace for good, then closes the connection when it was in no other. */
    void disconnect();

    /** Closes the connection without a word, behind what was emitted; the client will come back. */
    void close();
}
