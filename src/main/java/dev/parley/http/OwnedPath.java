package dev.parley.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * A part of the address space whose owner says itself what becomes of addresses that are not well encoded.
 *
 * @param prefix what its paths begin with
 * @param readsQuery whether the owner reads queries itself and takes what it can of one that is not well encoded
 * @param malformed answers a request that cannot be taken, in the owner's own error form
 */
public record OwnedPath(String prefix, boolean readsQuery, Handler<HttpServerRequest> malformed) {
    /** A part whose refusals look like the API's. */
    public static OwnedPath readingQueries(String prefix) {
        return new OwnedPath(prefix, true, OwnedPath::refuse);
    }

    /** Refuses as the API does. */
    static void refuse(HttpServerRequest request) {
        request.response()
                .setStatusCode(400)
                .putHeader("content-type", "application/json; charset=utf-8")
                .end("{\"errors\":{\"detail\":\"Bad request\",\"reason\":\"the address is not well encoded\"}}");
    }
}
