package dev.parley.api;

import dev.parley.bot.ManifestException;
import dev.parley.bot.Problem;
import dev.parley.conversation.BotConflictException;
import dev.parley.conversation.Refusal;
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
 * Answers in AIDA's error form, {@code {"errors":{"detail":"Page not found"}}}. Where there is more to say than the
 * status says, {@code reason} stands beside {@code detail}.
 */
public final class ApiErrors {
    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);
    private static final String JSON = "application/json; charset=utf-8";

    private ApiErrors() {}

    /** Answers with a status and the words that belong to it. */
    public static void answer(RoutingContext ctx, int status, @Nullable String reason) {
        JsonObject errors = new JsonObject().put("detail", detail(status));
        if (reason != null) {
            errors.put("reason", reason);
        }
        send(ctx, status, new JsonObject().put("errors", errors).toBuffer());
    }

    /** Answers what made a request fail. What nobody foresaw is logged and told as a 500 without details. */
    static void answer(RoutingContext ctx, Throwable failure) {
        if (failure instanceof ApiFailure known) {
            answer(ctx, known.status(), known.getMessage());
        } else if (failure instanceof ManifestException manifest) {
            JsonArray errors = new JsonArray();
            manifest.problems().stream().map(Problem::json).forEach(errors::add);
            send(ctx, 422, new JsonObject().put("errors", errors).toBuffer());
        } else if (failure instanceof BotConflictException conflict) {
            answer(ctx, 409, conflict.getMessage());
        } else if (failure instanceof RefusedException refused && refused.refusal() == Refusal.UNAVAILABLE) {
            answer(ctx, 503, "the store cannot write now");
        } else if (failure instanceof RefusedException refused && refused.refusal() == Refusal.RATE_LIMITED) {
            refused.retryAfter().ifPresent(seconds -> ctx.response().putHeader("retry-after", seconds.toString()));
            answer(ctx, 429, refused.getMessage());
        } else {
            log.error("{} {} failed", ctx.request().method(), ctx.normalizedPath(), failure);
            answer(ctx, 500, (String) null);
        }
    }

    /** Answers with JSON, unless the client has gone. */
    static void send(RoutingContext ctx, int status, Buffer json) {
        HttpServerResponse response = ctx.response();
        if (!response.ended() && !response.closed()) {
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
            case 404 -> "Page not found";
            case 406 -> "Not acceptable";
            case 409 -> "Conflict";
            case 413 -> "Payload too large";
            case 415 -> "Unsupported media type";
            case 429 -> "Too many requests";
            case 503 -> "Service unavailable";
            default -> "Internal server error";
        };
    }
}
