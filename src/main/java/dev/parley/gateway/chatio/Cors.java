package dev.parley.gateway.chatio;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** What is answered over HTTP: pages of any origin may read it, with what their browsers know of the customer. */
final class Cors {
    private static final String DAY = "86400";

    private Cors() {}

    static HttpServerResponse allow(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        String origin = request.getHeader("origin");
        if (origin != null) {
            response.putHeader("access-control-allow-origin", origin)
                    .putHeader("access-control-allow-credentials", "true")
                    .putHeader("vary", "origin");
        }
        return response.putHeader("cache-control", "no-store");
    }

    static void preflight(HttpServerRequest request) {
        allow(request)
                .putHeader("access-control-allow-methods", "GET, POST, OPTIONS")
                .putHeader("access-control-allow-headers", "authorization, content-type, x-requested-with")
                .putHeader("access-control-max-age", DAY)
                .setStatusCode(204)
                .end();
    }

    static void json(HttpServerRequest request, int status, JsonObject body) {
        if (!request.response().closed() && !request.response().ended()) {
            allow(request)
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end(body.toBuffer());
        }
    }

    static void refuse(HttpServerRequest request, Throwable why) {
        Fault fault = Fault.of(why);
        json(request, fault.status(), fault.json());
    }
}
