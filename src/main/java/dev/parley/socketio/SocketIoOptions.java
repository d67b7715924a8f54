package dev.parley.socketio;

import java.time.Duration;

/**
 * The limits of an endpoint, with the defaults of the original servers.
 *
 * @param pingInterval how often a heartbeat is due
 * @param pingTimeout how much later it may come
 * @param maxPayload bytes of a request body or WebSocket message taken
 * @param connectTimeout how long a connection may be in no namespace (Engine.IO 4)
 */
public record SocketIoOptions(Duration pingInterval, Duration pingTimeout, int maxPayload, Duration connectTimeout) {
    public static final SocketIoOptions DEFAULT =
            new SocketIoOptions(Duration.ofSeconds(25), Duration.ofSeconds(20), 1_000_000, Duration.ofSeconds(45));
}
