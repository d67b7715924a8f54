package dev.parley.phoenix;

import dev.parley.websocket.EndpointLoops;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
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
    private final EndpointSettings settings;
    private final EndpointLoops<PhoenixLoop> loops;
    private final Broadcasts broadcasts;

    private PhoenixEndpoint(EndpointSettings settings, PubSub pubsub, Vertx vertx) {
        this.settings = settings;
        broadcasts = new Broadcasts(pubsub);
        FrameParsers parsers = new FrameParsers(vertx);
        loops = new EndpointLoops<>(index -> new PhoenixLoop(vertx, index, settings, parsers, broadcasts));
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
        router.route(path + "/websocket").handler(new WebSocketUpgrade(settings, loops));
        router.route(path + "/longpoll").handler(new LongPollHandler(settings, loops));
    }

    /** Sends a message to every channel of a topic. */
    public void broadcast(String topic, String event, Payload payload) {
        Broadcast.requireObject(payload);
        broadcasts.publish(new PubSub.Published("", topic, event, payload));
    }

    /** Closes every connection that was accepted with this id. WebSockets get 1001 and will come back. */
    public void disconnect(String socketId) {
        loops.all().forEach(loop -> loop.execute(() -> loop.disconnect(socketId)));
    }

    /**
     * Shuts down: every WebSocket is closed with 1012, long-poll sessions end, new connections are refused with 503.
     * Complete when all connections are gone, which takes seconds at most.
     */
    public Future<Void> drain() {
        return loops.drain();
    }

    /** How many connections there are, long-poll sessions included. */
    public long connections() {
        return loops.connections();
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
            return channel(pattern, join -> true, channel);
        }

        /** The same for those joins alone whose payload passes a test, so that several may share a topic. */
        public Builder channel(String pattern, Predicate<Payload> meant, Supplier<Channel> channel) {
            routes.add(new ChannelRoutes.Route(pattern, meant, channel));
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
            List<String> protocols = new ArrayList<>(subprotocols);
            if (authToken) {
                protocols.add(0, "phoenix");
            }
            EndpointSettings settings = new EndpointSettings(
                    new ChannelRoutes(routes),
                    connect,
                    origins,
                    List.copyOf(protocols),
                    authToken,
                    refusesUnjoinedLeave,
                    options,
                    options.webSocket(),
                    remoteAddress);
            return new PhoenixEndpoint(settings, pubsub == null ? new EventBusPubSub(vertx) : pubsub, vertx);
        }
    }
}
