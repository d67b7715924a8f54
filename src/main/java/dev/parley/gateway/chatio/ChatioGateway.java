package dev.parley.gateway.chatio;

import dev.parley.conversation.Bots;
import dev.parley.conversation.ClientQuota;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Fanout;
import dev.parley.engineio.EngineIoOptions;
import dev.parley.media.FileUploads;
import dev.parley.socketio.SocketIoEndpoint;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The gateway for chat.io's customer SDK, in place of its two servers: the API by socket.io, WebSocket and HTTP, and the
 * page that gives out tokens. One for the server; each event loop mounts it once.
 */
public final class ChatioGateway {
    /** The name sessions born here carry, and of the secret that signs tokens. */
    public static final String NAME = "chatio";

    /** How much later than every 25 s a client may say that it lives. */
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(60);

    /** A whole history is one frame. */
    private static final long MAX_WAITING = 4 << 20;

    private static final String BEARER = "Bearer ";

    private final Bots bots;
    private final Conversations conversations;
    private final Fanout fanout;
    private final FileUploads uploads;
    private final ChatioOptions options;
    private final OriginCheck door;
    private final Function<HttpServerRequest, String> addresses;
    private final BiPredicate<String, UUID> apiKeys;
    private final Rendering rendering;
    private final SocketIoEndpoint socketIo;
    private final Map<Thread, ChatioLoop> loops = new ConcurrentHashMap<>();
    private final LongAdder connections = new LongAdder();
    private volatile boolean draining;

    /**
     * @param origins which pages may use it, beside what a bot's manifest says
     * @param addresses where a request comes from, behind trusted proxies
     * @param apiKeys whether a token of the REST API may speak for a bot
     */
    public ChatioGateway(
            Vertx vertx,
            Bots bots,
            Conversations conversations,
            Fanout fanout,
            FileUploads uploads,
            ChatioOptions options,
            OriginPolicy origins,
            Function<HttpServerRequest, String> addresses,
            BiPredicate<String, UUID> apiKeys) {
        this.bots = bots;
        this.conversations = conversations;
        this.fanout = fanout;
        this.uploads = uploads;
        this.options = options;
        this.door = new OriginCheck(origins);
        this.addresses = addresses;
        this.apiKeys = apiKeys;
        this.rendering = new Rendering(new EventJson(options.publicUrl()));
        this.socketIo = SocketIoEndpoint.builder()
                .namespace("/", (socket, auth) -> Future.succeededFuture(SioConnection.accept(loop(), socket)))
                .options(SocketIoOptions.DEFAULT.withEngine(EngineIoOptions.DEFAULT
                        .withPingTimeout(PING_TIMEOUT)
                        .withMaxPayload(Connection.MAX_FRAME)
                        .withMaxWaitingBytes(MAX_WAITING)
                        // Clients take the answer to a poll for bytes, whatever its type.
                        .withBinaryPolls(true)))
                .remoteAddress(addresses)
                .build(vertx);
    }

    /** Adds the routes, and starts hearing notifications for the connections of the calling event loop. */
    public Future<Void> mount(Vertx vertx, Router router) {
        ContextInternal context = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
        return conversations.secret(NAME).compose(secret -> {
            Tokens tokens = new Tokens(secret, InstantSource.system());
            ChatioLoop loop = new ChatioLoop(this, vertx, context, tokens);
            loops.put(Thread.currentThread(), loop);
            vertx.setPeriodic(options.reconcile().toMillis(), timer -> loop.reconcile());
            mount(loop, router);
            return fanout.subscribe(loop::hear).mapEmpty();
        });
    }

    private void mount(ChatioLoop loop, Router router) {
        WsRoute sockets = new WsRoute(loop);
        SendFile files = new SendFile(loop);
        ActionRoute actions = new ActionRoute(loop);
        TokenRoute tokens = new TokenRoute(loop);
        for (String api : Paths.api()) {
            router.route(api + "/rtm/ws").handler(sockets);
            socketIo.mount(router, api + "/rtm/sio");
            router.route(api + "/action/send_file").handler(files);
            Route action = router.route(api + "/action/:action");
            action.handler(BodyHandler.create(false).setBodyLimit(Connection.MAX_FRAME))
                    .handler(actions)
                    .failureHandler(ActionRoute::failed);
        }
        Paths.tokens().forEach(path -> router.route(path).handler(tokens));
    }

    /** Closes all connections so that clients come back, and takes no new ones; complete when the last one is gone. */
    public Future<Void> drain() {
        draining = true;
        List<Future<Void>> drained = loops.values().stream()
                .map(loop -> {
                    Promise<Void> promise = Promise.promise();
                    loop.context().runOnContext(here -> loop.drain().onComplete(promise));
                    return promise.future();
                })
                .toList();
        return Future.join(Future.join(drained), socketIo.drain()).mapEmpty();
    }

    private ChatioLoop loop() {
        return Objects.requireNonNull(loops.get(Thread.currentThread()), "not an event loop of this gateway");
    }

    /** How many connections there are; from any thread. */
    public long connections() {
        return connections.sum();
    }

    void connected(int more) {
        connections.add(more);
    }

    boolean draining() {
        return draining;
    }

    Bots bots() {
        return bots;
    }

    Conversations conversations() {
        return conversations;
    }

    FileUploads uploads() {
        return uploads;
    }

    ChatioOptions options() {
        return options;
    }

    OriginCheck door() {
        return door;
    }

    Rendering rendering() {
        return rendering;
    }

    /** Whoever sent a request, for what may be done in how short a time. */
    ClientQuota quota(HttpServerRequest request) {
        return conversations.quota(addresses.apply(request));
    }

    /** Whether a request has a key that may speak for a bot. */
    boolean opensApi(@Nullable String authorization, UUID bot) {
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && apiKeys.test(authorization.substring(BEARER.length()).strip(), bot);
    }

    /** What absolute addresses begin with for who sent a request. */
    String base(HttpServerRequest request) {
        return options.publicUrl().isEmpty() ? request.scheme() + "://" + request.authority() : options.publicUrl();
    }
}
