package dev.parley.websocket;

/**
 * What one client may cost.
 *
 * @param maxMessageBytes the largest frame and message taken; one more is closed with 1009
 * @param maxWaitingBytes how many bytes may wait for a client that reads nothing for {@code stallMillis}; then it is closed
 *     with 1013. {@value #FAR_TOO_MUCH} times as much is too much at once, whatever it reads
 * @param stallMillis how long such a client may read nothing
 */
public record WebSocketLimits(int maxMessageBytes, long maxWaitingBytes, long stallMillis) {
    private static final int FAR_TOO_MUCH = 8;

    /** Whether so much waits that the client is not worth waiting for. */
    public boolean farTooMuch(long waitingBytes) {
        return waitingBytes / FAR_TOO_MUCH > maxWaitingBytes;
    }
}
