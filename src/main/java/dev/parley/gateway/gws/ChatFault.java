package dev.parley.gateway.gws;

import dev.parley.conversation.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused, in the protocol's words. Nothing has changed.
 *
 * <p>It is an answer and no accident, so it carries no stack trace.
 */
final class ChatFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final @Nullable String allow;
    private final int retryAfter;

    private ChatFault(int status, int code, String message, @Nullable String allow, int retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.allow = allow;
        this.retryAfter = retryAfter;
    }

    private ChatFault(int status, int code, String message) {
        this(status, code, message, null, 0);
    }

    static ChatFault missing(String what) {
        return new ChatFault(400, 1, what);
    }

    static ChatFault invalid(String what) {
        return new ChatFault(400, 10, what);
    }

    static ChatFault ended() {
        return new ChatFault(400, 2, "The chat has ended");
    }

    static ChatFault unknownChat() {
        return new ChatFault(400, 6, "Chat not found");
    }

    static ChatFault unknownKey() {
        return new ChatFault(401, 20, "The apikey is missing or unknown");
    }

    static ChatFault foreignOrigin() {
        return new ChatFault(403, 3, "Pages of this origin may not use this chat");
    }

    static ChatFault notHere() {
        return new ChatFault(404, 6, "There is nothing at this address");
    }

    static ChatFault notAllowed(String what, String allow) {
        return new ChatFault(405, 3, what, allow, 0);
    }

    static ChatFault tooLarge(int limit) {
        return new ChatFault(413, 10, "A body may have " + limit + " bytes");
    }

    static ChatFault tooMany(int seconds) {
        return new ChatFault(429, 3, "Too many requests; try again in " + seconds + " s", null, seconds);
    }

    static ChatFault internal() {
        return new ChatFault(500, 4, "Internal error");
    }

    /** What a failure of the core or of this gateway means to a client. */
    static ChatFault of(Throwable failure) {
        if (failure instanceof ChatFault fault) {
            return fault;
        }
        if (failure instanceof RefusedException refused) {
            return switch (refused.refusal()) {
                case UNKNOWN_SESSION, UNKNOWN_BOT -> unknownChat();
                case SESSION_CLOSED -> ended();
                case TOO_LONG -> invalid("Too long: " + refused.getMessage());
                case RATE_LIMITED -> tooMany(refused.retryAfter().orElse(1L).intValue());
                case INVALID_IMAGE, TAKEN_OVER -> internal();
                case UNAVAILABLE -> new ChatFault(503, 4, "Nothing can be stored now", null, 5);
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
