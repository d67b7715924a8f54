package dev.parley.gateway.chatio;

import dev.parley.conversation.RefusedException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused, in the protocol's words. Nothing has changed.
 *
 * <p>It is an answer and no accident, so it carries no stack trace.
 */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of refusals that the API's reference lists and this gateway has a use for. */
    enum Type {
        INTERNAL("internal", 500),
        VALIDATION("validation", 400),
        AUTHORIZATION("authorization", 403),
        AUTHENTICATION("authentication", 401),
        REQUEST_TIMEOUT("request_timeout", 503);

        private final String word;
        private final int status;

        Type(String word, int status) {
            this.word = word;
            this.status = status;
        }
    }

    private final Type type;
    private final int status;
    private final transient @Nullable JsonObject data;

    private Fault(Type type, int status, String message, @Nullable JsonObject data) {
        super(message, null, false, false);
        this.type = type;
        this.status = status;
        this.data = data;
    }

    private Fault(Type type, String message) {
        this(type, type.status, message, null);
    }

    static Fault validation(String message) {
        return new Fault(Type.VALIDATION, message);
    }

    static Fault unknownChat() {
        return validation("there is no such chat");
    }

    static Fault authentication(String message) {
        return new Fault(Type.AUTHENTICATION, message);
    }

    static Fault authorization(String message) {
        return new Fault(Type.AUTHORIZATION, message);
    }

    static Fault requestTimeout() {
        return new Fault(Type.REQUEST_TIMEOUT, "this took too long");
    }

    static Fault internal() {
        return new Fault(Type.INTERNAL, "internal error");
    }

    /** The same with a status of its own where it is answered over HTTP. */
    Fault status(int other) {
        return new Fault(type, other, text(), data);
    }

    /** What a failure of the core or of this gateway means to a client. */
    static Fault of(Throwable failure) {
        if (failure instanceof Fault fault) {
            return fault;
        }
        if (failure instanceof RefusedException refused) {
            return switch (refused.refusal()) {
                case UNKNOWN_SESSION, UNKNOWN_BOT -> unknownChat();
                case SESSION_CLOSED -> validation("the thread is closed");
                case TOO_LONG -> validation("too long: " + refused.getMessage());
                case RATE_LIMITED -> tooMany(refused.retryAfter().orElse(1L));
                case INVALID_IMAGE, TAKEN_OVER -> internal();
                case UNAVAILABLE -> new Fault(Type.INTERNAL, 503, "nothing can be stored now", null);
            };
        }
        return internal();
    }

    private static Fault tooMany(long seconds) {
        return new Fault(
                Type.AUTHORIZATION,
                429,
                "too many requests, try again in " + seconds + " s",
                new JsonObject().put("retry_after", seconds));
    }

    /** The status with which it is answered over HTTP. */
    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** The error as clients are told it. */
    JsonObject json() {
        JsonObject error = new JsonObject().put("type", type.word).put("message", text());
        return new JsonObject().put("error", data == null ? error : error.put("data", data));
    }
}
