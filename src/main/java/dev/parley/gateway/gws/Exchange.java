package dev.parley.gateway.gws;

import dev.parley.conversation.Body;
import dev.parley.conversation.EventJson;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer. Pages of any origin may read every answer, refusals too, and nobody may keep one: reading
 * a transcript consumes it. Belongs to the request's event loop.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final HttpServerRequest request;
    private final String publicUrl;

    Exchange(HttpServerRequest request, String publicUrl) {
        this.request = request;
        this.publicUrl = publicUrl;
    }

    HttpServerRequest request() {
        return request;
    }

    /** Where an image is served, by the name the client knows this server by. */
    Function<Body.Image, String> imageUrls() {
        HostAndPort authority = request.authority();
        String base = publicUrl.isEmpty() && authority != null ? request.scheme() + "://" + authority : publicUrl;
        return new EventJson(base)::imageUrl;
    }

    /** Tells a browser that pages of other origins may ask, with the headers they need. */
    void preflight() {
        cors(request.response())
                .setStatusCode(204)
                .putHeader("access-control-max-age", "600")
                .end();
    }

    /** Answers; false when the client has gone. */
    boolean answer(JsonObject body) {
        return send(200, body);
    }

    /** Refuses; what is no refusal but a defect is logged. */
    void refuse(Throwable failure) {
        Fault fault = Fault.of(failure);
        if (fault.status() == 500) {
            LOG.error("{} {} failed", request.method(), request.path(), failure);
        }
        HttpServerResponse response = request.response();
        if (!response.headWritten() && fault.allow() != null) {
            response.putHeader("allow", fault.allow());
        }
        if (!response.headWritten() && fault.retryAfter() > 0) {
            response.putHeader("retry-after", String.valueOf(fault.retryAfter()));
        }
        send(fault.status(), Rendering.fault(fault));
    }

    private boolean send(int status, JsonObject body) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.headWritten()) {
            return false;
        }
        cors(response)
                .setStatusCode(status)
                .putHeader("content-type", "application/json; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body.toBuffer());
        }
        return true;
    }

    private static HttpServerResponse cors(HttpServerResponse response) {
        return response.putHeader("access-control-allow-origin", "*")
                .putHeader(
                        "access-control-allow-headers",
                        "apikey, ContactCenterId, Content-Type, Accept, X-Requested-With")
                .putHeader("access-control-allow-methods", "GET, POST, OPTIONS");
    }
}
