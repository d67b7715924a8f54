package dev.parley.http;

import dev.parley.conversation.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/** {@code /health/live}: the process answers. {@code /health/ready}: it serves and its store can write. */
public final class HealthRoutes implements Mount {
    private final Store store;
    private final BooleanSupplier serving;

    /**
     * @param serving false from the moment the server begins to stop
     */
    public HealthRoutes(Store store, BooleanSupplier serving) {
        this.store = store;
        this.serving = serving;
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        mountLive(router);
        router.get("/health/ready").handler(context -> {
            if (!serving.getAsBoolean()) {
                answer(context, 503, "stopping");
                return;
            }
            store.ready()
                    .onSuccess(ready -> answer(context, 200, "ready"))
                    .onFailure(failure -> answer(context, 503, "store unavailable"));
        });
        return Future.succeededFuture();
    }

    static void mountLive(Router router) {
        router.get("/health/live").handler(context -> answer(context, 200, "live"));
    }

    static void answer(RoutingContext context, int status, String word) {
        context.response()
                .setStatusCode(status)
                .putHeader("cache-control", "no-store")
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(new JsonObject().put("status", word).encode());
    }
}
