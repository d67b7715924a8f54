package dev.parley.testing;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** HTTP servers with the same routes, each on an event loop and a port of its own, so that a test chooses the event loop. */
public final class LoopServers implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    public Vertx vertx() {
        return vertx;
    }

    /** Starts so many. */
    public void start(int loops, HttpServerOptions options, Consumer<Router> routes) {
        Waiting.on(
                vertx.deployVerticle(() -> new Server(options, routes), new DeploymentOptions().setInstances(loops)));
    }

    public int port(int loop) {
        return servers.get(loop).actualPort();
    }

    private final class Server extends VerticleBase {
        private final HttpServerOptions options;
        private final Consumer<Router> routes;

        Server(HttpServerOptions options, Consumer<Router> routes) {
            this.options = options;
            this.routes = routes;
        }

        @Override
        public Future<?> start() {
            Router router = Router.router(vertx);
            routes.accept(router);
            HttpServer server = vertx.createHttpServer(options).requestHandler(router);
            servers.add(server);
            return server.listen(0, "127.0.0.1");
        }
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }
}
