package dev.parley.conversation;

/** Why the core would not do something. Gateways translate it into their protocol's words. */
public enum Refusal {
    UNKNOWN_SESSION,
    SESSION_CLOSED,
    UNKNOWN_BOT,
    /** A text, or the merged data, is larger than allowed. */
    TOO_LONG,
    /** The session or image is another's, or the image does not exist. */
    INVALID_IMAGE,
    /** Another human has the session, or, for the bot's own side, any human has it. */
    TAKEN_OVER,
    /** Too much in too short a time; {@link RefusedException#retryAfter} says when it may go on. */
    RATE_LIMITED,
    /** The store cannot write now (full, read-only, gone); the same request may succeed later. */
    UNAVAILABLE
}
