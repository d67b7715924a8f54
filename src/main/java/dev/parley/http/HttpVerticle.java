package dev.parley.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP server on one event loop with the routes of all gateways. Several instances share one port; a connection
 * stays on the loop that accepted it.
 */
public final class HttpVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HttpVerticle.class);

    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(30);
    private static final long SWEEP_MS = 5_000;

    private final HandshakeTimeout firstRequests = new HandshakeTimeout(HANDSHAKE_LIMIT);
    private final HttpServerOptions options;
    private final List<Mount> mounts;
    private @Nullable HttpServer server;

    public HttpVerticle(HttpServerOptions options, List<Mount> mounts) {
        this.options = options;
        this.mounts = mounts;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        Future<Void> mounted = Future.succeededFuture();
        for (Mount mount : mounts) {
            mounted = mounted.compose(done -> mount.mount(vertx, router));
        }
        router.errorHandler(500, HttpVerticle::failed);
        Handler<HttpServerRequest> routes = SecurityHeaders.before(new UriEncodingCheck(
                router, mounts.stream().flatMap(mount -> mount.paths().stream()).toList()));
        HttpServer created = vertx.createHttpServer(options)
                // What a client breaks off or garbles is its own affair and no line in the log.
                .exceptionHandler(broken -> LOG.debug("A connection broke", broken))
                .invalidRequestHandler(SecurityHeaders.before(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER))
                .connectionHandler(firstRequests::connected)
                .requestHandler(request -> {
                    firstRequests.requested(request.connection());
                    routes.handle(request);
                });
        vertx.setPeriodic(SWEEP_MS, timer -> firstRequests.sweep());
        server = created;
        return mounted.compose(done -> created.listen());
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    /** The port taken; the same for all instances of one deployment. */
    public int port() {
        return server == null ? 0 : server.actualPort();
    }

    private static void failed(RoutingContext context) {
        LOG.error("{} {} failed", context.request().method(), context.request().path(), context.failure());
        if (!context.response().ended() && !context.response().headWritten()) {
            context.response()
                    .setStatusCode(500)
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end("{\"errors\":{\"detail\":\"Internal server error\"}}");
        }
    }
}
