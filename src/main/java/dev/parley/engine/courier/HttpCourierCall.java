package dev.parley.engine.courier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** Calls Courier with a client of the event loop. */
final class HttpCourierCall implements CourierCall {
    private static final long LIMIT_SECONDS = 10;

    private final HttpClient client;

    HttpCourierCall(Vertx vertx) {
        client = vertx.createHttpClient();
    }

    @Override
    public Future<Void> post(String url, JsonObject body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .putHeader("content-type", "application/json");
        return client.request(options)
                .compose(request -> request.send(body.toBuffer()))
                .compose(response -> response.body().map(response.statusCode()))
                .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .compose(status -> status / 100 == 2
                        ? Future.succeededFuture()
                        : Future.failedFuture("Courier answered " + status));
    }
}
