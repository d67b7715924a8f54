package dev.parley.phoenix;

/** The WebSocket close codes this server sends; phoenix.js comes back after each of them (it stays away after 1000). */
final class CloseCode {
    /** A forced disconnect of a socket id. */
    static final int GOING_AWAY = 1001;

    /** A broken WebSocket frame, or nothing received for the idle timeout. */
    static final int PROTOCOL_ERROR = 1002;

    /** Text that is not UTF-8. */
    static final int INVALID_DATA = 1007;

    /** A frame or message above the endpoint's limit. */
    static final int TOO_BIG = 1009;

    /** A frame that is not a Phoenix message. */
    static final int MALFORMED = 1011;

    /** The server is shutting down. */
    static final int RESTART = 1012;

    /** The client reads more slowly than it is pushed to. */
    static final int TRY_LATER = 1013;

    private CloseCode() {}
}
