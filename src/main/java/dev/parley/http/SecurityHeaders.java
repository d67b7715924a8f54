package dev.parley.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * What every answer tells browsers, whatever answers: not to guess types, not to show it in a frame or let it load
 * anything, not to pass its address on. A page says what it needs instead.
 */
final class SecurityHeaders {
    private SecurityHeaders() {}

    /** Puts them on the response before a request is looked at. */
    static Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            put(request.response());
            next.handle(request);
        };
    }

    private static void put(HttpServerResponse response) {
        response.putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    }
}
