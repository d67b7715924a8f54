package dev.parley.socketio;

import org.jspecify.annotations.Nullable;

/** Answers a client's callback. */
@FunctionalInterface
public interface Ack {
    /** Sends the answer; only the first one counts, and none when the socket has gone. On the socket's event loop. */
    void send(@Nullable Object... arguments);
}
