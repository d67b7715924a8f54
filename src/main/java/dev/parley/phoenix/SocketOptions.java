package dev.parley.phoenix;

import dev.parley.websocket.WebSocketLimits;
import java.time.Duration;

/**
 * Limits and times of an endpoint.
 *
 * @param idleTimeout a WebSocket from which nothing came for so long is closed with 1002
 * @param maxFrameBytes the largest frame, message or long-poll line taken, in bytes; one more is 1009
 * @param maxWaitingBytes how many bytes, pushes and replies alike, may wait for a client that reads nothing for
 *     {@code stallTimeout}; then it is closed with 1013 and will come back. Eight times as much is too much at once. While
 *     more waits than the socket's write buffer takes, the client is not read
 * @param stallTimeout how long such a client may read nothing
 * @param maxChannels channels of one connection
 * @param longPollWindow how long a poll waits for a message; a session without a poll for one and a half windows ends
 * @param compression whether permessage-deflate is agreed to; it costs about 100 KB a connection
 */
public record SocketOptions(
        Duration idleTimeout,
        int maxFrameBytes,
        long maxWaitingBytes,
        Duration stallTimeout,
        int maxChannels,
        Duration longPollWindow,
        boolean compression) {
    public static final SocketOptions DEFAULT = new SocketOptions(
            Duration.ofSeconds(60), 1 << 20, 1 << 20, Duration.ofSeconds(10), 100, Duration.ofSeconds(10), false);

    public SocketOptions withIdleTimeout(Duration idleTimeout) {
        return new SocketOptions(
                idleTimeout, maxFrameBytes, maxWaitingBytes, stallTimeout, maxChannels, longPollWindow, compression);
    }

    public SocketOptions withMaxFrameBytes(int maxFrameBytes) {
        return new SocketOptions(
                idleTimeout, maxFrameBytes, maxWaitingBytes, stallTimeout, maxChannels, longPollWindow, compression);
    }

    public SocketOptions withMaxWaitingBytes(long maxWaitingBytes) {
        return new SocketOptions(
                idleTimeout, maxFrameBytes, maxWaitingBytes, stallTimeout, maxChannels, longPollWindow, compression);
    }

    public SocketOptions withStallTimeout(Duration stallTimeout) {
        return new SocketOptions(
                idleTimeout, maxFrameBytes, maxWaitingBytes, stallTimeout, maxChannels, longPollWindow, compression);
    }

    public SocketOptions withMaxChannels(int maxChannels) {
        return new SocketOptions(
                idleTimeout, maxFrameBytes, maxWaitingBytes, stallTimeout, maxChannels, longPollWindow, compression);
    }

    public SocketOptions withLongPollWindow(Duration longPollWindow) {
        return new SocketOptions(
                idleTimeout, maxFrameBytes, maxWaitingBytes, stallTimeout, maxChannels, longPollWindow, compression);
    }

    public SocketOptions withCompression(boolean compression) {
        return new SocketOptions(
                idleTimeout, maxFrameBytes, maxWaitingBytes, stallTimeout, maxChannels, longPollWindow, compression);
    }

    WebSocketLimits webSocket() {
        return new WebSocketLimits(maxFrameBytes, maxWaitingBytes, stallTimeout.toMillis());
    }

    /** How often an event loop looks at its connections: often enough for the shortest of the times, in milliseconds. */
    long tickMillis() {
        long shortest = Math.min(Math.min(idleTimeout.toMillis(), stallTimeout.toMillis()), longPollWindow.toMillis());
        return Math.max(20, Math.min(1_000, shortest / 20));
    }
}
