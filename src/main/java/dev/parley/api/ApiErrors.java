package dev.parley.api;

import dev.parley.bot.ManifestException;
import dev.parley.bot.Problem;
import dev.parley.conversation.BotConflictException;
import dev.parley.conversation.MessageRefusedException;
import dev.parley.conversation.RefusedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what is refused. AIDA's routes have AIDA's form, {@code {"errors":{"detail":"Page not found"}}}; where there
 * is more to say than the status says, {@code reason} stands beside {@code detail}. Routes of {@code /api/v1} have
 * {@code {"errors":{"detail","code"}}}, a sentence and a word.
 */
public final class ApiErrors {
    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final String RETRY_SECONDS = "5";

    private ApiErrors() {}

    /** Answers with a status and the words that belong to it. */
    public static void answer(RoutingContext ctx, int status, @Nullable String reason) {
        answer(ctx, status, null, reason);
    }

    private static void answer(RoutingContext ctx, int status, @Nullable String code, @Nullable String reason) {
        JsonObject errors = new JsonObject();
        if (Operation.isOwn(ctx.normalizedPath())) {
            errors.put("detail", reason == null ? detail(status) : reason)
                    .put("code", code == null ? word(status) : code);
        } else {
            errors.put("detail", detail(status));
            if (reason != null) {
                errors.put("reason", reason);
            }
        }
        send(ctx, status, new JsonObject().put("errors", errors).toBuffer());
    }

    /** Answers what made a request fail. What nobody foresaw is logged and told as a 500 without details. */
    static void answer(RoutingContext ctx, Throwable failure) {
        if (failure instanceof ApiFailure known) {
            answer(ctx, known.status(), known.code(), known.getMessage());
        } else if (failure instanceof AidaRefusal told) {
            send(ctx, 422, new JsonObject().put("errors", told.getMessage()).toBuffer());
        } else if (failure instanceof ManifestException manifest) {
            JsonArray errors = new JsonArray();
            manifest.problems().stream().map(Problem::json).forEach(errors::add);
            send(ctx, 422, new JsonObject().put("errors", errors).toBuffer());
        } else if (failure instanceof BotConflictException || failure instanceof NameTakenException) {
            answer(ctx, 409, "name_taken", failure.getMessage());
        } else if (failure instanceof MessageRefusedException message) {
            answer(ctx, 422, "invalid", message.getMessage());
        } else if (failure instanceof RefusedException refused) {
            refused(ctx, refused);
        } else {
            log.error("{} {} failed", ctx.request().method(), ctx.normalizedPath(), failure);
            answer(ctx, 500, null, null);
        }
    }

    private static void refused(RoutingContext ctx, RefusedException refused) {
        switch (refused.refusal()) {
            case UNKNOWN_SESSION -> answer(ctx, 404, null, "there is no such session");
            case UNKNOWN_BOT -> answer(ctx, 404, null, "there is no such bot");
            case SESSION_CLOSED -> answer(ctx, 409, "session_closed", "the session is closed");
            case TAKEN_OVER -> answer(ctx, 409, "taken_over", "a human has the session");
            case TOO_LONG -> answer(ctx, 413, "too_long", refused.getMessage());
            case INVALID_IMAGE -> answer(ctx, 422, "invalid", refused.getMessage());
            case RATE_LIMITED -> {
                refused.retryAfter().ifPresent(seconds -> ctx.response().putHeader("retry-after", seconds.toString()));
                answer(ctx, 429, null, refused.getMessage());
            }
            case UNAVAILABLE -> {
                ctx.response().putHeader("retry-after", RETRY_SECONDS);
                answer(ctx, 503, null, "the store cannot write now");
            }
        }
    }

    /** Answers with JSON, unless the client has gone. */
    static void send(RoutingContext ctx, int status, Buffer json) {
        HttpServerResponse response = ctx.response();
        if (!response.ended() && !response.closed()) {
            if (response.headWritten()) {
                // It failed in the middle: a cut connection is the one way left to say so.
                ctx.request().connection().close();
                return;
            }
            response.setStatusCode(status)
                    .putHeader("content-type", JSON)
                    // Said here, because an answer to HEAD would else not tell it.
                    .putHeader("content-length", Integer.toString(json.length()))
                    .end(json);
        }
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Page not found";
            case 406 -> "Not acceptable";
            case 409 -> "Conflict";
            case 413 -> "Payload too large";
            case 415 -> "Unsupported media type";
            case 422 -> "Unprocessable";
            case 429 -> "Too many requests";
            case 503 -> "Service unavailable";
            default -> "Internal server error";
        };
    }

    private static String word(int status) {
        return switch (status) {
            case 400 -> "bad_request";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 406 -> "not_acceptable";
            case 413 -> "too_long";
            case 415 -> "unsupported_media_type";
            case 422 -> "invalid";
            case 429 -> "too_many_requests";
            case 503 -> "unavailable";
            default -> "internal";
        };
    }
}
