package dev.parley.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** A real HTTP server that answers {@code /api/bots} in AIDA's shape, and {@code /health/ready}. */
final class AidaApi implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final MemoryBots bots;
    private final String token;
    final String url;
    volatile int health = 200;

    AidaApi(MemoryBots bots, String token, HttpServerOptions options) throws Exception {
        this.bots = bots;
        this.token = token;
        int port = Await.result(vertx.createHttpServer(options)
                        .requestHandler(this::handle)
                        .listen(0, "127.0.0.1"))
                .actualPort();
        this.url = (options.isSsl() ? "https://" : "http://") + "127.0.0.1:" + port;
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (request.path().equals("/health/ready")) {
                answer(request, health, null);
            } else if (!("Bearer " + token).equals(request.getHeader("authorization"))) {
                answer(request, 401, new JsonObject().put("errors", new JsonObject().put("detail", "Unauthorized")));
            } else {
                bots(request, body);
            }
        });
    }

    private void bots(HttpServerRequest request, Buffer body) {
        boolean one = request.path().startsWith("/api/bots/");
        if (request.method() == HttpMethod.POST) {
            JsonObject bot = body.toJsonObject().getJsonObject("bot");
            create(UUID.fromString(bot.getString("id")), bot.getJsonObject("manifest"))
                    .onSuccess(made -> answer(request, 201, new JsonObject().put("data", made)))
                    .onFailure(failure -> answer(request, 422, new JsonObject().put("errors", problems())));
        } else if (request.method() == HttpMethod.DELETE) {
            bots.remove(UUID.fromString(request.path().substring("/api/bots/".length())))
                    .onSuccess(removed -> answer(request, removed ? 204 : 404, null));
        } else if (one) {
            List.copyOf(bots.bots).stream()
                    .filter(bot -> request.path().endsWith(bot.getString("id")))
                    .findFirst()
                    .ifPresentOrElse(
                            bot -> answer(request, 200, new JsonObject().put("data", bot)),
                            () -> answer(request, 404, null));
        } else {
            answer(request, 200, new JsonObject().put("data", new JsonArray(List.copyOf(bots.bots))));
        }
    }

    private Future<JsonObject> create(UUID id, JsonObject manifest) {
        return bots.create(id, manifest);
    }

    private static JsonArray problems() {
        return new JsonArray()
                .add(new JsonObject()
                        .put("path", "#")
                        .put("error", new JsonObject().put("missing", new JsonArray().add("engine"))))
                .add(new JsonObject().put("path", "#/engine").put("message", "what engine?"));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject json) {
        request.response().setStatusCode(status).end(json == null ? Buffer.buffer() : json.toBuffer());
    }

    @Override
    public void close() throws Exception {
        Await.result(vertx.close());
    }
}
