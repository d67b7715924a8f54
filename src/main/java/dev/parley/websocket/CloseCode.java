package dev.parley.websocket;

/** The WebSocket close codes this server sends; the usual clients come back after each of them but the first. */
public final class CloseCode {
    /** The server ends, where a protocol says so. */
    public static final int NORMAL = 1000;

    /** A forced disconnect of a socket id. */
    public static final int GOING_AWAY = 1001;

    /** A broken WebSocket frame, or nothing received for the idle timeout. */
    public static final int PROTOCOL_ERROR = 1002;

    /** Text that is not UTF-8. */
    public static final int INVALID_DATA = 1007;

    /** A frame or message above the endpoint's limit. */
    public static final int TOO_BIG = 1009;

    /** A frame that is no message of the protocol. */
    public static final int MALFORMED = 1011;

    /** The server is shutting down. */
    public static final int RESTART = 1012;

    /** The client reads more slowly than it is pushed to. */
    public static final int TRY_LATER = 1013;

    private CloseCode() {}
}
