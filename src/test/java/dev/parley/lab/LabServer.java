package dev.parley.lab;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.function.Consumer;
import java.util.function.Function;

/** A lab's HTTP servers: one on each of some event loops, all on one port. */
final class LabServer extends VerticleBase {
    private final int port;
    private final HttpServerOptions options;
    private final Consumer<Router> routes;
    private HttpServer server;

    private LabServer(int port, HttpServerOptions options, Consumer<Router> routes) {
        this.port = port;
        this.options = options;
        this.routes = routes;
    }

    /** Starts them; the result is their port. */
    static Future<Integer> start(Vertx vertx, int port, int loops, HttpServerOptions options, Consumer<Router> routes) {
        // Instances that listen on port 0 would share a port only by a negative number.
        int listen = port == 0 && loops > 1 ? -1 : port;
        LabServer[] last = new LabServer[1];
        return vertx.deployVerticle(
                        () -> last[0] = new LabServer(listen, options, routes),
                        new DeploymentOptions().setInstances(loops))
                .map(id -> last[0].server.actualPort());
    }

    /** Runs a lab by hand, and says where. */
    static void run(String name, Function<Vertx, Future<Integer>> lab) {
        Vertx vertx = Vertx.vertx();
        lab.apply(vertx)
                .onSuccess(port -> System.out.println(name + " on http://127.0.0.1:" + port))
                .onFailure(failure -> {
                    System.err.println(failure);
                    vertx.close();
                });
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        routes.accept(router);
        server = vertx.createHttpServer(options).requestHandler(router);
        return server.listen(port, "127.0.0.1");
    }
}
