package dev.parley.gateway.gws;

import dev.parley.conversation.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused, in the protocol's words. Nothing has changed.
 *
 * <p>It is an answer and no accident, so it carries no stack trace.
 */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final @Nullable String allow;
    private final int retryAfter;

    private Fault(int status, int code, String message, @Nullable String allow, int retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.allow = allow;
        this.retryAfter = retryAfter;
    }

    private Fault(int status, int code, String message) {
        this(status, code, message, null, 0);
    }

    static Fault missing(String what) {
        return new Fault(400, 1, what);
    }

    static Fault invalid(String what) {
        return new Fault(400, 10, what);
    }

    static Fault ended() {
        return new Fault(400, 2, "The chat has ended");
    }

    static Fault unknownChat() {
        return new Fault(400, 6, "Chat not found");
    }

    static Fault unknownKey() {
        return new Fault(401, 20, "The apikey is missing or unknown");
    }

    static Fault foreignOrigin() {
        return new Fault(403, 3, "Pages of this origin may not use this chat");
    }

    static Fault notHere() {
        return new Fault(404, 6, "There is nothing at this address");
    }

    static Fault notAllowed(String what, String allow) {
        return new Fault(405, 3, what, allow, 0);
    }

    static Fault tooLarge(int limit) {
        return new Fault(413, 10, "A body may have " + limit + " bytes");
    }

    static Fault tooMany(int seconds) {
        return new Fault(429, 3, "Too many requests; try again in " + seconds + " s", null, seconds);
    }

    static Fault internal() {
        return new Fault(500, 4, "Internal error");
    }

    /** What a failure of the core or of this gateway means to a client. */
    static Fault of(Throwable failure) {
        if (failure instanceof Fault fault) {
            return fault;
        }
        if (failure instanceof RefusedException refused) {
            return switch (refused.refusal()) {
                case UNKNOWN_SESSION, UNKNOWN_BOT -> unknownChat();
                case SESSION_CLOSED -> ended();
                case TOO_LONG -> invalid("Too long: " + refused.getMessage());
                case RATE_LIMITED -> tooMany(refused.retryAfter().orElse(1L).intValue());
                case INVALID_IMAGE, TAKEN_OVER -> internal();
                case UNAVAILABLE -> new Fault(503, 4, "Nothing can be stored now", null, 5);
            };
        }
        return internal();
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    /** The protocol's {@code statusCode}. */
    int code() {
        return code;
    }

    /** The methods that are allowed instead, where the method was wrong. */
    @Nullable
    String allow() {
        return allow;
    }

    /** Seconds after which it may succeed, 0 where waiting does not help. */
    int retryAfter() {
        return retryAfter;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
