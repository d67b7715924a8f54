package dev.parley.socketio;

import dev.parley.engineio.EngineIoEndpoint;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A Socket.IO server: what {@code new Server(httpServer)} is in Node, for clients from 1.x to 4.x on the same path.
 *
 * <pre>{@code
 * Vertx vertx = Vertx.vertx();
 * Router router = Router.router(vertx);
 * SocketIoEndpoint endpoint = SocketIoEndpoint.builder()
 *         .namespace("/", (socket, auth) -> {
 *             socket.emit("welcome", new JsonObject().put("to", "the echo"));
 *             return Future.succeededFuture((event, arguments, ack) -> socket.emit(event, arguments.toArray()));
 *         })
 *         .build(vertx);
 * endpoint.mount(router, "/socket.io");
 * vertx.createHttpServer().requestHandler(router).listen(3000);
 * }</pre>
 *
 * <p>Clients then connect with {@code io("http://localhost:3000")}. One endpoint may be mounted under several paths and on the
 * routers of many HTTP servers. A connection lives on the event loop that accepted its first request; everything of it is
 * called there. Methods are callable from any thread.
 */
public final class SocketIoEndpoint {
    private final EngineIoEndpoint engine;

    private SocketIoEndpoint(Builder builder, Vertx vertx) {
        Map<String, ConnectHandler> namespaces = Map.copyOf(builder.namespaces);
        SocketIoOptions options = builder.options;
        engine = builder.engine
                .options(options.engine())
                .accept(socket -> Connection.accept(namespaces, options, socket))
                .build(vertx);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Answers for a path, such as {@code /socket.io}, with and without a slash at its end; on the router's event loop. */
    public void mount(Router router, String path) {
        engine.mount(router, path);
    }

    /**
     * Closes every connection so that its client comes back, and refuses new ones with 503; complete when all are gone,
     * which takes seconds at most.
     */
    public Future<Void> drain() {
        return engine.drain();
    }

    /** How many connections there are. */
    public long connections() {
        return engine.connections();
    }

    /** Collects what an endpoint is made of. */
    public static final class Builder {
        private final Map<String, ConnectHandler> namespaces = new HashMap<>();
        private final EngineIoEndpoint.Builder engine = EngineIoEndpoint.builder();
        private SocketIoOptions options = SocketIoOptions.DEFAULT;

        private Builder() {}

        /** Answers for a namespace, {@code /} or such as {@code /custom}; others are unknown. */
        public Builder namespace(String name, ConnectHandler handler) {
            namespaces.put(name, handler);
            return this;
        }

        public Builder options(SocketIoOptions options) {
            this.options = options;
            return this;
        }

        /** Decides which origins are let in; all by default. Those are answered with CORS headers, credentials allowed. */
        public Builder origins(OriginPolicy origins) {
            engine.origins(origins);
            return this;
        }

        /** Finds the client's address, where a proxy stands in between. */
        public Builder remoteAddress(Function<HttpServerRequest, String> remoteAddress) {
            engine.remoteAddress(remoteAddress);
            return this;
        }

        public SocketIoEndpoint build(Vertx vertx) {
            return new SocketIoEndpoint(this, vertx);
        }
    }
}
