package dev.parley.phoenix;

import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Phoenix Channels server: what {@code socket "/socket", UserSocket} is in Phoenix.
 *
 * <pre>{@code
 * class RoomChannel implements Channel {
 *     public Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket) {
 *         return Future.succeededFuture(JoinResult.ok());
 *     }
 *
 *     public Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket) {
 *         socket.broadcast(event, payload);
 *         return Future.succeededFuture(Result.ok(Payload.EMPTY));
 *     }
 * }
 *
 * Vertx vertx = Vertx.vertx();
 * Router router = Router.router(vertx);
 * PhoenixEndpoint endpoint =
 *         PhoenixEndpoint.builder().channel("room:*", RoomChannel::new).build(vertx);
 * endpoint.mount(router, "/socket");
 * vertx.createHttpServer(PhoenixEndpoint.serverOptions(new HttpServerOptions()))
 *         .requestHandler(router)
 *         .listen(4000);
 * }</pre>
 *
 * <p>Clients then connect with {@code new Socket("/socket")}. One endpoint may be mounted on the routers of many HTTP
 * servers; a connection lives on the event loop that accepted it, and all its channels are called there. Methods are
 * callable from any thread.
 */
public final class PhoenixEndpoint {
    private final Vertx vertx;
    private final ChannelRoutes routes;
    private final ConnectHandler connect;
    private final OriginPolicy origins;
    private final List<String> subprotocols;
    private final boolean authToken;
    private final boolean refusesUnjoinedLeave;
    private final SocketOptions options;
    private final Function<HttpServerRequest, String> remoteAddress;
    private final PubSub pubsub;
    private final LongAdder connections = new LongAdder();
    private volatile EndpointLoop[] shards = {};
    private volatile boolean draining;
    private volatile @Nullable Future<?> subscribed;
    private volatile @Nullable WorkerExecutor parsers;

    private PhoenixEndpoint(Builder builder, Vertx vertx) {
        this.vertx = vertx;
        routes = new ChannelRoutes(builder.routes);
        connect = builder.connect;
        origins = builder.origins;
        authToken = builder.authToken;
        refusesUnjoinedLeave = builder.refusesUnjoinedLeave;
        subprotocols = new ArrayList<>(builder.subprotocols);
        if (authToken) {
            subprotocols.add(0, "phoenix");
        }
        options = builder.options;
        remoteAddress = builder.remoteAddress;
        pubsub = builder.pubsub == null ? PubSub.eventBus(vertx) : builder.pubsub;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sets what the library needs of an HTTP server, and returns the options: no WebSocket compression on the server's
     * side (an endpoint negotiates its own, if told to). Frame limits are each endpoint's and need no option.
     */
    public static HttpServerOptions serverOptions(HttpServerOptions options) {
        return options.setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    /** Adds {@code <path>/websocket} and {@code <path>/longpoll} to a router; other paths are left to it. */
    public void mount(Router router, String path) {
        router.route(path + "/websocket").handler(new WebSocketUpgrade(this));
        router.route(path + "/longpoll").handler(new LongPollHandler(this));
    }

    /** Sends a message to every channel of a topic. */
    public void broadcast(String topic, String event, Payload payload) {
        JoinedChannel.requireObject(payload);
        publish(new PubSub.Published("", topic, event, payload));
    }

    /** Closes every connection that was accepted with this id. WebSockets get 1001 and will come back. */
    public void disconnect(String socketId) {
        for (EndpointLoop shard : shards) {
            shard.execute(() -> shard.disconnect(socketId));
        }
    }

    /**
     * Shuts down: every WebSocket is closed with 1012, long-poll sessions end, new connections are refused with 503.
     * Complete when all connections are gone, which takes seconds at most.
     */
    public Future<Void> drain() {
        draining = true;
        List<Future<Void>> all = new ArrayList<>();
        for (EndpointLoop shard : shards) {
            Promise<Void> promise = Promise.promise();
            shard.execute(() -> shard.drain().onComplete(promise));
            all.add(promise.future());
        }
        return Future.join(all).mapEmpty();
    }

    /** How many connections there are, long-poll sessions included. */
    public long connections() {
        return connections.sum();
    }

    void connected(int more) {
        connections.add(more);
    }

    boolean refusesUnjoinedLeave() {
        return refusesUnjoinedLeave;
    }

    /** The part of this endpoint that lives on the calling event loop. */
    EndpointLoop shard() {
        EndpointLoop known = find();
        if (known != null) {
            return known;
        }
        synchronized (this) {
            EndpointLoop shard = new EndpointLoop(this, shards.length, vertx);
            EndpointLoop[] more = Arrays.copyOf(shards, shards.length + 1);
            more[shards.length] = shard;
            shards = more;
            Future<?> before = subscribed;
            if (before != null) {
                subscribed = Future.join(before, subscribe(shard));
            }
            return shard;
        }
    }

    private @Nullable EndpointLoop find() {
        for (EndpointLoop shard : shards) {
            if (shard.isCurrent()) {
                return shard;
            }
        }
        return null;
    }

    /** The part with a number, null if there is none. */
    @Nullable
    EndpointLoop shard(int index) {
        EndpointLoop[] all = shards;
        return index >= 0 && index < all.length ? all[index] : null;
    }

    void publish(PubSub.Published message) {
        Future<?> ready = subscribed;
        if (ready == null) {
            ready = subscribeAll();
        }
        if (ready.isComplete()) {
            pubsub.publish(message);
        } else {
            ready.onComplete(done -> pubsub.publish(message));
        }
    }

    /** The first broadcast: from now on each event loop listens. */
    private synchronized Future<?> subscribeAll() {
        Future<?> ready = subscribed;
        if (ready == null) {
            ready = Future.join(Arrays.stream(shards).map(this::subscribe).toList());
            subscribed = ready;
        }
        return ready;
    }

    private Future<Void> subscribe(EndpointLoop shard) {
        Promise<Void> promise = Promise.promise();
        shard.context().runOnContext(v -> pubsub.subscribe(shard::receive).onComplete(promise));
        return promise.future();
    }

    /** The threads on which large frames are parsed. */
    WorkerExecutor parsers() {
        WorkerExecutor executor = parsers;
        return executor == null ? startParsers() : executor;
    }

    private synchronized WorkerExecutor startParsers() {
        WorkerExecutor executor = parsers;
        if (executor == null) {
            executor = vertx.createSharedWorkerExecutor("phoenix-parser", 2);
            parsers = executor;
        }
        return executor;
    }

    boolean draining() {
        return draining;
    }

    ChannelRoutes routes() {
        return routes;
    }

    ConnectHandler connect() {
        return connect;
    }

    OriginPolicy origins() {
        return origins;
    }

    List<String> subprotocols() {
        return subprotocols;
    }

    boolean authToken() {
        return authToken;
    }

    SocketOptions options() {
        return options;
    }

    String remoteAddress(HttpServerRequest request) {
        return remoteAddress.apply(request);
    }

    /** Collects what an endpoint is made of. */
    public static final class Builder {
        private final List<ChannelRoutes.Route> routes = new ArrayList<>();
        private ConnectHandler connect = request -> Future.succeededFuture(ConnectResult.accept());
        private OriginPolicy origins = OriginPolicy.host("localhost");
        private List<String> subprotocols = List.of();
        private boolean authToken;
        private boolean refusesUnjoinedLeave;
        private SocketOptions options = SocketOptions.DEFAULT;
        private @Nullable PubSub pubsub;
        private Function<HttpServerRequest, String> remoteAddress =
                request -> request.remoteAddress().hostAddress();

        private Builder() {}

        /**
         * Answers for topics with a new channel for each join; the first pattern that matches counts.
         *
         * @param pattern a topic such as {@code lobby}, or the beginning of topics such as {@code room:*}
         */
        public Builder channel(String pattern, Supplier<Channel> channel) {
            routes.add(new ChannelRoutes.Route(pattern, channel));
            return this;
        }

        /** Decides who is let in; all by default. */
        public Builder connect(ConnectHandler connect) {
            this.connect = connect;
            return this;
        }

        /** Decides which origins are let in; as in Phoenix, those of the host {@code localhost} by default. */
        public Builder origins(OriginPolicy origins) {
            this.origins = origins;
            return this;
        }

        /** WebSocket subprotocols; a client that offers none of them, but others, is refused. */
        public Builder subprotocols(String... subprotocols) {
            this.subprotocols = List.of(subprotocols);
            return this;
        }

        /** Takes the {@code authToken} of phoenix.js 1.8. */
        public Builder authToken(boolean authToken) {
            this.authToken = authToken;
            return this;
        }

        /**
         * Answers {@code phx_leave} of a topic that is not joined with "unmatched topic", as Phoenix did up to 1.3;
         * by default it is ok.
         */
        public Builder refuseUnjoinedLeave(boolean refuse) {
            this.refusesUnjoinedLeave = refuse;
            return this;
        }

        public Builder options(SocketOptions options) {
            this.options = options;
            return this;
        }

        /** Carries broadcasts; the event bus of this process by default. */
        public Builder pubsub(PubSub pubsub) {
            this.pubsub = pubsub;
            return this;
        }

        /** Finds the client's address, where a proxy stands in between. */
        public Builder remoteAddress(Function<HttpServerRequest, String> remoteAddress) {
            this.remoteAddress = remoteAddress;
            return this;
        }

        public PhoenixEndpoint build(Vertx vertx) {
            return new PhoenixEndpoint(this, vertx);
        }
    }
}
