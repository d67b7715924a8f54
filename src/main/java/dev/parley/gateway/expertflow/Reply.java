package dev.parley.gateway.expertflow;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to requests. Pages of any origin may read all of them; clients read a body as JSON whatever the status. */
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private Reply() {}

    static void preflight(RoutingContext routing) {
        if (open(routing)) {
            head(routing, 204).putHeader("access-control-max-age", "600").end();
        }
    }

    static void json(RoutingContext routing, int status, JsonObject body) {
        if (open(routing)) {
            head(routing, status)
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end(body.toBuffer());
        }
    }

    static void pdf(RoutingContext routing, UUID conversation, Buffer pdf) {
        if (open(routing)) {
            head(routing, 200)
                    .putHeader("content-type", "application/pdf")
                    .putHeader("content-disposition", "attachment; filename=\"transcript-" + conversation + ".pdf\"")
                    .end(pdf);
        }
    }

    static void empty(RoutingContext routing) {
        if (open(routing)) {
            head(routing, 200).end();
        }
    }

    /** Refuses; what is no refusal but a defect is logged. */
    static void refuse(RoutingContext routing, Throwable failure) {
        Fault fault = Fault.of(failure);
        if (fault.code() == 500 && failure != fault) {
            LOG.error(
                    "{} {} failed",
                    routing.request().method(),
                    routing.request().path(),
                    failure);
        }
        HttpServerResponse response = routing.response();
        if (!response.headWritten() && fault.allow() != null) {
            response.putHeader("allow", fault.allow());
        }
        if (!response.headWritten() && fault.retryAfter() > 0) {
            response.putHeader("retry-after", String.valueOf(fault.retryAfter()));
        }
        json(routing, fault.code(), new JsonObject().put("code", fault.code()).put("error", fault.text()));
    }

    private static boolean open(RoutingContext routing) {
        return !routing.response().closed() && !routing.response().headWritten();
    }

    private static HttpServerResponse head(RoutingContext routing, int status) {
        return routing.response()
                .setStatusCode(status)
                .putHeader("cache-control", "no-store")
                .putHeader("access-control-allow-origin", "*")
                .putHeader("access-control-allow-methods", "GET, POST, OPTIONS")
                .putHeader("access-control-allow-headers", "Content-Type");
    }
}
