package dev.parley.phoenix;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One endpoint at /socket, on HTTP servers of their own ports, each with an event loop of its own. */
final class PhoenixServer implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final PhoenixEndpoint endpoint;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    PhoenixServer(int loops, Function<PhoenixEndpoint.Builder, PhoenixEndpoint.Builder> endpoint) {
        this.endpoint = endpoint.apply(PhoenixEndpoint.builder()).build(vertx);
        await(vertx.deployVerticle(() -> new Verticle(), new DeploymentOptions().setInstances(loops)));
    }

    private final class Verticle extends VerticleBase {
        @Override
        public Future<?> start() {
            Router router = Router.router(vertx);
            endpoint.mount(router, "/socket");
            HttpServer server = vertx.createHttpServer(PhoenixEndpoint.serverOptions(new HttpServerOptions()))
                    .requestHandler(router);
            servers.add(server);
            // A port of its own for each, so that a test chooses the event loop.
            return server.listen(0, "127.0.0.1");
        }
    }

    int port() {
        return port(0);
    }

    int port(int loop) {
        return servers.get(loop).actualPort();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
