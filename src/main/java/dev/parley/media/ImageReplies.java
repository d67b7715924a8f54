package dev.parley.media;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** The headers and bodies AIDA's clients know: any origin may read, JSON in UTF-8, nothing cached unless said. */
final class ImageReplies {
    private static final String ALLOWED_HEADERS =
            "Authorization,Content-Type,Accept,Origin,User-Agent,DNT,Cache-Control,"
                    + "X-Mx-ReqToken,Keep-Alive,X-Requested-With,If-Modified-Since,X-CSRF-Token";

    private ImageReplies() {}

    static HttpServerResponse common(HttpServerResponse response) {
        return response.putHeader("access-control-allow-origin", "*")
                .putHeader("access-control-allow-credentials", "true")
                .putHeader("access-control-expose-headers", "")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("cache-control", "max-age=0, private, must-revalidate");
    }

    static Future<Void> json(HttpServerResponse response, int status, String body) {
        return common(response)
                .setStatusCode(status)
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(body);
    }

    static Future<Void> error(HttpServerResponse response, int status, String detail) {
        return json(response, status, UploadRefusal.of(status, detail).body());
    }

    static Future<Void> empty(HttpServerResponse response, int status) {
        return common(response).setStatusCode(status).end();
    }

    static Future<Void> preflight(HttpServerResponse response) {
        return common(response)
                .putHeader("access-control-allow-methods", "GET,POST,PUT,PATCH,DELETE,OPTIONS")
                .putHeader("access-control-allow-headers", ALLOWED_HEADERS)
                .putHeader("access-control-max-age", "1728000")
                .setStatusCode(204)
                .end();
    }
}
