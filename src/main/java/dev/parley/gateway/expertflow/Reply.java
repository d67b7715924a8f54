package dev.parley.gateway.expertflow;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to requests. Pages of any origin may read all of them; clients read a body as JSON whatever the status. */
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private Reply() {}

    static void preflight(HttpServerRequest request) {
        if (open(request)) {
            head(request, 204).putHeader("access-control-max-age", "600").end();
        }
    }

    static void json(HttpServerRequest request, int status, JsonObject body) {
        if (open(request)) {
            head(request, status)
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end(body.toBuffer());
        }
    }

    static void pdf(HttpServerRequest request, UUID conversation, Buffer pdf) {
        if (open(request)) {
            head(request, 200)
                    .putHeader("content-type", "application/pdf")
                    .putHeader("content-disposition", "attachment; filename=\"transcript-" + conversation + ".pdf\"")
                    .end(pdf);
        }
    }

    static void empty(HttpServerRequest request) {
        if (open(request)) {
            head(request, 200).end();
        }
    }

    /** Refuses; what is no refusal but a defect is logged. */
    static void refuse(HttpServerRequest request, Throwable failure) {
        Fault fault = Fault.of(failure);
        if (fault.code() == 500 && failure != fault) {
            LOG.error("{} {} failed", request.method(), request.path(), failure);
        }
        HttpServerResponse response = request.response();
        if (!response.headWritten() && fault.allow() != null) {
            response.putHeader("allow", fault.allow());
        }
        if (!response.headWritten() && fault.retryAfter() > 0) {
            response.putHeader("retry-after", String.valueOf(fault.retryAfter()));
        }
        json(request, fault.code(), new JsonObject().put("code", fault.code()).put("error", fault.text()));
    }

    private static boolean open(HttpServerRequest request) {
        return !request.response().closed() && !request.response().headWritten();
    }

    private static HttpServerResponse head(HttpServerRequest request, int status) {
        return request.response()
                .setStatusCode(status)
                .putHeader("cache-control", "no-store")
                .putHeader("access-control-allow-origin", "*")
                .putHeader("access-control-allow-methods", "GET, POST, OPTIONS")
                .putHeader("access-control-allow-headers", "Content-Type");
    }
}
