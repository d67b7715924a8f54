package dev.parley.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/**
 * All routes of a server that stands by while another one serves: it is live and not ready, and asks everybody, also who
 * wants a WebSocket, to come again.
 */
public final class StandbyRoutes implements Mount {
    private static final String RETRY_SECONDS = "2";
    private static final String ANSWER = new JsonObject()
            .put(
                    "errors",
                    new JsonObject().put("detail", "This server stands by while another one serves; try again soon"))
            .encode();

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        HealthRoutes.mountLive(router);
        router.get("/health/ready").handler(context -> HealthRoutes.answer(context, 503, "standby"));
        router.route()
                .handler(context -> context.response()
                        .setStatusCode(503)
                        .putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                        .end(ANSWER));
        return Future.succeededFuture();
    }
}
