package dev.parley.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** HTTP servers with nothing of Parley's own around them: one on each event loop, all on one port. */
final class BareServer extends VerticleBase {
    private final BiConsumer<Vertx, HttpServer> handlers;
    private int port;

    private BareServer(BiConsumer<Vertx, HttpServer> handlers) {
        this.handlers = handlers;
    }

    /** Serves until the generator ends it, and ends this JVM. */
    static void run(Vertx vertx, BiConsumer<Vertx, HttpServer> handlers) throws Exception {
        Control control = new Control(vertx);
        List<BareServer> servers = new CopyOnWriteArrayList<>();
        vertx.deployVerticle(
                        () -> {
                            BareServer server = new BareServer(handlers);
                            servers.add(server);
                            return server;
                        },
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        control.serve(new JsonObject().put("port", servers.get(0).port), vertx::close);
        System.exit(0);
    }

    @Override
    public Future<?> start() {
        HttpServer server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(-1));
        handlers.accept(vertx, server);
        return server.listen().onSuccess(listening -> port = listening.actualPort());
    }
}
