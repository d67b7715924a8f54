package dev.parley.engineio;

import dev.parley.websocket.WebSocketLimits;
import java.time.Duration;

/**
 * Limits and times of an endpoint, with the defaults of the original servers.
 *
 * @param pingInterval how often a heartbeat is due: from the server in protocol 4, from the client in protocol 3
 * @param pingTimeout how much later it may come; then the connection ends
 * @param upgradeTimeout how long a WebSocket may take to replace polling; then it is closed and polling goes on
 * @param maxPayload bytes of a request body or a WebSocket message taken; one more is 413 or 1009
 * @param maxWaitingBytes how many bytes may wait for a client that fetches nothing for {@code stallTimeout}; then it is
 *     closed and will come back. Eight times as much is too much at once
 * @param stallTimeout how long such a client may fetch nothing
 * @param binaryPolls whether polls of protocol 3 are always answered with bytes, as Engine.IO servers did up to 1.x, unless
 *     the client asks for base64; else only what holds bytes is
 */
public record EngineIoOptions(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        int maxPayload,
        long maxWaitingBytes,
        Duration stallTimeout,
        boolean binaryPolls) {
    public static final EngineIoOptions DEFAULT = new EngineIoOptions(
            Duration.ofSeconds(25),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            1_000_000,
            1 << 20,
            Duration.ofSeconds(10),
            false);

    public EngineIoOptions withPingInterval(Duration pingInterval) {
        return new EngineIoOptions(
                pingInterval, pingTimeout, upgradeTimeout, maxPayload, maxWaitingBytes, stallTimeout, binaryPolls);
    }

    public EngineIoOptions withPingTimeout(Duration pingTimeout) {
        return new EngineIoOptions(
                pingInterval, pingTimeout, upgradeTimeout, maxPayload, maxWaitingBytes, stallTimeout, binaryPolls);
    }

    public EngineIoOptions withUpgradeTimeout(Duration upgradeTimeout) {
        return new EngineIoOptions(
                pingInterval, pingTimeout, upgradeTimeout, maxPayload, maxWaitingBytes, stallTimeout, binaryPolls);
    }

    public EngineIoOptions withMaxPayload(int maxPayload) {
        return new EngineIoOptions(
                pingInterval, pingTimeout, upgradeTimeout, maxPayload, maxWaitingBytes, stallTimeout, binaryPolls);
    }

    public EngineIoOptions withMaxWaitingBytes(long maxWaitingBytes) {
        return new EngineIoOptions(
                pingInterval, pingTimeout, upgradeTimeout, maxPayload, maxWaitingBytes, stallTimeout, binaryPolls);
    }

    public EngineIoOptions withStallTimeout(Duration stallTimeout) {
        return new EngineIoOptions(
                pingInterval, pingTimeout, upgradeTimeout, maxPayload, maxWaitingBytes, stallTimeout, binaryPolls);
    }

    public EngineIoOptions withBinaryPolls(boolean binaryPolls) {
        return new EngineIoOptions(
                pingInterval, pingTimeout, upgradeTimeout, maxPayload, maxWaitingBytes, stallTimeout, binaryPolls);
    }

    WebSocketLimits webSocket() {
        return new WebSocketLimits(maxPayload, maxWaitingBytes, stallTimeout.toMillis());
    }

    /** How often an event loop looks at its connections: often enough for the shortest of the times, in milliseconds. */
    long tickMillis() {
        long shortest = Math.min(
                Math.min(pingInterval.toMillis(), pingTimeout.toMillis()),
                Math.min(upgradeTimeout.toMillis(), stallTimeout.toMillis()));
        return Math.max(20, Math.min(1_000, shortest / 20));
    }
}
