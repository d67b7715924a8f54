package dev.parley.engineio;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Why a request is refused, in the numbers and words of the original servers. */
enum Refusal {
    TRANSPORT_UNKNOWN(400, 0, "Transport unknown"),
    SESSION_UNKNOWN(400, 1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    NO_JSONP(400, 3, "JSONP is not supported"),
    FORBIDDEN(403, 4, "Forbidden"),
    PROTOCOL_UNSUPPORTED(400, 5, "Unsupported protocol version"),
    TOO_LARGE(413, 3, "Payload too large"),
    STOPPING(503, 3, "Server is shutting down");

    private final int status;
    private final String body;

    Refusal(int status, int code, String message) {
        this.status = status;
        this.body = new JsonObject().put("code", code).put("message", message).encode();
    }

    /** Answers a request with it, unless that was answered or its client has gone. */
    void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(body);
        }
    }
}
