package com.example.lines;

import dev.parley.conversation.RefusedException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;

/** What is answered when something is not done: {@code {"error":"..."}}. */
final class Refusals {
    private Refusals() {}

    static HttpException notFound() {
        return new HttpException(404);
    }

    static HttpException foreignOrigin() {
        return new HttpException(403);
    }

    static void answer(RoutingContext routing) {
        Throwable failure = routing.failure();
        int status = failure instanceof RefusedException refused ? status(refused) : routing.statusCode();
        String why = failure == null
                ? HttpResponseStatus.valueOf(status).reasonPhrase()
                : String.valueOf(failure.getMessage());
        if (!routing.response().headWritten()) {
            routing.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(new JsonObject().put("error", why).encode());
        }
    }

    private static int status(RefusedException refused) {
        return switch (refused.refusal()) {
            case UNKNOWN_SESSION, UNKNOWN_BOT -> 404;
            case SESSION_CLOSED -> 410;
            case TOO_LONG -> 413;
            case RATE_LIMITED -> 429;
            default -> 503;
        };
    }
}
