package dev.parley.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /metrics}: what is counted, in the form Prometheus reads. */
public final class MetricsRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsRoutes.class);
    private static final String PATH = "/metrics";

    private final Supplier<Future<String>> statistics;

    public MetricsRoutes(Supplier<Future<String>> statistics) {
        this.statistics = statistics;
    }

    /**
     * Adds the route beside all others.
     *
     * @param access lets a request pass or answers it
     */
    public void mount(Router router, Handler<RoutingContext> access) {
        router.get(PATH).handler(access).handler(context -> answer(context.response()));
    }

    /** A server of its own, which serves nothing else and asks nobody who it is. */
    public final class Open extends VerticleBase {
        private final HttpServerOptions options;
        private @Nullable HttpServer server;

        public Open(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public Future<?> start() {
            HttpServer created = vertx.createHttpServer(options)
                    .exceptionHandler(broken -> LOG.debug("A connection broke", broken))
                    .requestHandler(SecurityHeaders.before(this::serve));
            server = created;
            return created.listen();
        }

        private void serve(HttpServerRequest request) {
            if (request.path().equals(PATH) && request.method().equals(HttpMethod.GET)) {
                answer(request.response());
            } else {
                request.response().setStatusCode(404).end();
            }
        }

        @Override
        public Future<?> stop() {
            return server == null ? Future.succeededFuture() : server.close();
        }

        /** The port taken. */
        public int port() {
            return server == null ? 0 : server.actualPort();
        }
    }

    private void answer(HttpServerResponse response) {
        statistics
                .get()
                .onSuccess(text -> response.putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .putHeader("cache-control", "no-store")
                        .end(text))
                .onFailure(failure -> {
                    LOG.warn("The metrics could not be told: {}", failure.toString());
                    response.setStatusCode(500).end();
                });
    }
}
