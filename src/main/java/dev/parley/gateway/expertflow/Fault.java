package dev.parley.gateway.expertflow;

import dev.parley.conversation.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Something that is refused, as the protocol numbers refusals of requests and events alike. Nothing has changed.
 *
 * <p>It is an answer and no accident, so it carries no stack trace.
 */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final @Nullable String allow;
    private final long retryAfter;

    private Fault(int code, String message, @Nullable String allow, long retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.allow = allow;
        this.retryAfter = retryAfter;
    }

    private Fault(int code, String message) {
        this(code, message, null, 0);
    }

    static Fault invalid(String what) {
        return new Fault(400, what);
    }

    static Fault forbidden(String why) {
        return new Fault(403, why);
    }

    static Fault unknown(String what) {
        return new Fault(404, what);
    }

    static Fault unknownConversation() {
        return unknown("There is no such conversation");
    }

    static Fault notAllowed(String allow) {
        return new Fault(405, "This method is not supported here", allow, 0);
    }

    static Fault ended() {
        return new Fault(410, "The conversation has ended");
    }

    static Fault tooLarge(String what) {
        return new Fault(413, what);
    }

    static Fault tooMany(String what, long seconds) {
        return new Fault(429, what, null, seconds);
    }

    static Fault internal() {
        return new Fault(500, "Internal error");
    }

    static Fault notMailed() {
        return new Fault(500, "The mail could not be sent");
    }

    static Fault unavailable(String why) {
        return new Fault(503, why);
    }

    /** What a failure of the core or of this gateway means to a client. */
    static Fault of(Throwable failure) {
        if (failure instanceof Fault fault) {
            return fault;
        }
        if (failure instanceof RefusedException refused) {
            return switch (refused.refusal()) {
                case UNKNOWN_SESSION -> unknownConversation();
                case UNKNOWN_BOT -> unavailable("No bot answers here");
                case SESSION_CLOSED -> ended();
                case TOO_LONG -> tooLarge("Too long: " + refused.getMessage());
                case RATE_LIMITED ->
                    tooMany("Too much in too short a time", refused.retryAfter().orElse(1L));
                case INVALID_IMAGE, TAKEN_OVER -> internal();
                case UNAVAILABLE -> unavailable("Nothing can be stored now");
            };
        }
        return internal();
    }

    int code() {
        return code;
    }

    /** The methods that are allowed instead, where the method was wrong. */
    @Nullable
    String allow() {
        return allow;
    }

    /** Seconds after which it may succeed, 0 where that is not known. */
    long retryAfter() {
        return retryAfter;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
