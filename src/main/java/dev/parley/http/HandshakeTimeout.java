package dev.parley.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Connections that have not yet sent a whole request head. One that dribbles its handshake is closed in the end, so
 * that a thousand of them do not stay for ever. Belongs to one event loop; costs a map entry until the first request.
 */
final class HandshakeTimeout {
    private final long limitNanos;
    private final Map<HttpConnection, Long> waiting = new HashMap<>();

    HandshakeTimeout(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    void connected(HttpConnection connection) {
        waiting.put(connection, System.nanoTime());
    }

    void requested(HttpConnection connection) {
        if (!waiting.isEmpty()) {
            waiting.remove(connection);
        }
    }

    /** Closes what has waited too long; closing one that has gone already does nothing. */
    void sweep() {
        long now = System.nanoTime();
        waiting.entrySet().removeIf(entry -> {
            boolean late = now - entry.getValue() > limitNanos;
            if (late) {
                entry.getKey().close();
            }
            return late;
        });
    }
}
