package dev.parley.engineio;

import dev.parley.websocket.EndpointLoops;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An Engine.IO server on the routes of a Vert.x HTTP server: connections that begin as long polling and go on as WebSockets.
 *
 * <pre>{@code
 * class Echo implements EngineIoHandler {
 *     private final EngineIoSocket socket;
 *
 *     Echo(EngineIoSocket socket) {
 *         this.socket = socket;
 *     }
 *
 *     public void message(String text) {
 *         socket.send(text);
 *     }
 *
 *     public void message(Buffer bytes) {
 *         socket.send(bytes);
 *     }
 * }
 *
 * Vertx vertx = Vertx.vertx();
 * Router router = Router.router(vertx);
 * EngineIoEndpoint.builder().accept(Echo::new).build(vertx).mount(router, "/engine.io");
 * vertx.createHttpServer().requestHandler(router).listen(3000);
 * }</pre>
 *
 * <p>One endpoint may be mounted under several paths and on the routers of many HTTP servers. A connection lives on the event
 * loop that accepted its first request and is always called there, wherever later ones arrive. Methods are callable from any
 * thread.
 */
public final class EngineIoEndpoint {
    private final EngineSettings settings;
    private final EndpointLoops<EngineLoop> loops;

    private EngineIoEndpoint(EngineSettings settings, Vertx vertx) {
        this.settings = settings;
        loops = new EndpointLoops<>(index -> new EngineLoop(vertx, index, settings));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Answers for a path, such as {@code /engine.io}, with and without a slash at its end. */
    public void mount(Router router, String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        router.routeWithRegex(Pattern.quote(bare) + "/?").handler(new EngineIoRoute(settings, loops));
    }

    /**
     * Shuts down: every connection is closed so that its client comes back, new ones are refused with 503. Complete when all
     * are gone, which takes seconds at most.
     */
    public Future<Void> drain() {
        return loops.drain();
    }

    /** How many connections there are. */
    public long connections() {
        return loops.connections();
    }

    /** Collects what an endpoint is made of. */
    public static final class Builder {
        private Function<EngineIoSocket, EngineIoHandler> accept = socket -> {
            throw new IllegalStateException("nobody accepts connections");
        };
        private EngineIoOptions options = EngineIoOptions.DEFAULT;
        private OriginPolicy origins = OriginPolicy.any();
        private Function<HttpServerRequest, String> remoteAddress =
                request -> request.remoteAddress().hostAddress();

        private Builder() {}

        /** Makes the handler of a new connection; called on its event loop, and may send at once. */
        public Builder accept(Function<EngineIoSocket, EngineIoHandler> accept) {
            this.accept = accept;
            return this;
        }

        public Builder options(EngineIoOptions options) {
            this.options = options;
            return this;
        }

        /** Decides which origins are let in; all by default. Those are answered with CORS headers, credentials allowed. */
        public Builder origins(OriginPolicy origins) {
            this.origins = origins;
            return this;
        }

        /** Finds the client's address, where a proxy stands in between. */
        public Builder remoteAddress(Function<HttpServerRequest, String> remoteAddress) {
            this.remoteAddress = remoteAddress;
            return this;
        }

        public EngineIoEndpoint build(Vertx vertx) {
            return new EngineIoEndpoint(
                    new EngineSettings(accept, options, options.webSocket(), origins, remoteAddress), vertx);
        }
    }
}
