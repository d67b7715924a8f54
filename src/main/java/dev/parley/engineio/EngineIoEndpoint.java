package dev.parley.engineio;

import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private final Vertx vertx;
    private final Function<EngineIoSocket, EngineIoHandler> accept;
    private final EngineIoOptions options;
    private final OriginPolicy origins;
    private final Function<HttpServerRequest, String> remoteAddress;
    private final LongAdder connections = new LongAdder();
    private volatile EngineLoop[] loops = {};
    private volatile boolean draining;

    private EngineIoEndpoint(Builder builder, Vertx vertx) {
        this.vertx = vertx;
        accept = builder.accept;
        options = builder.options;
        origins = builder.origins;
        remoteAddress = builder.remoteAddress;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Answers for a path, such as {@code /engine.io}, with and without a slash at its end. */
    public void mount(Router router, String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        router.routeWithRegex(Pattern.quote(bare) + "/?").handler(new EngineIoRoute(this));
    }

    /**
     * Shuts down: every connection is closed so that its client comes back, new ones are refused with 503. Complete when all
     * are gone, which takes seconds at most.
     */
    public Future<Void> drain() {
        draining = true;
        List<Future<Void>> all = new ArrayList<>();
        for (EngineLoop loop : loops) {
            Promise<Void> promise = Promise.promise();
            loop.execute(() -> loop.drain().onComplete(promise));
            all.add(promise.future());
        }
        return Future.join(all).mapEmpty();
    }

    /** How many connections there are. */
    public long connections() {
        return connections.sum();
    }

    void connected(int more) {
        connections.add(more);
    }

    /** The part of this endpoint that lives on the calling event loop. */
    EngineLoop loop() {
        EngineLoop known = find();
        if (known != null) {
            return known;
        }
        synchronized (this) {
            EngineLoop loop = new EngineLoop(this, loops.length, vertx);
            EngineLoop[] more = Arrays.copyOf(loops, loops.length + 1);
            more[loops.length] = loop;
            loops = more;
            return loop;
        }
    }

    private @Nullable EngineLoop find() {
        for (EngineLoop loop : loops) {
            if (loop.isCurrent()) {
                return loop;
            }
        }
        return null;
    }

    /** The part with a number, null if there is none. */
    @Nullable
    EngineLoop loop(int index) {
        EngineLoop[] all = loops;
        return index >= 0 && index < all.length ? all[index] : null;
    }

    EngineIoHandler accept(EngineIoSocket socket) {
        return accept.apply(socket);
    }

    EngineIoOptions options() {
        return options;
    }

    OriginPolicy origins() {
        return origins;
    }

    String remoteAddress(HttpServerRequest request) {
        return remoteAddress.apply(request);
    }

    boolean draining() {
        return draining;
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
            return new EngineIoEndpoint(this, vertx);
        }
    }
}
