package dev.parley.gateway.chatio;

import dev.parley.conversation.Bots;
import dev.parley.conversation.ClientQuota;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.engineio.EngineIoOptions;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.http.OwnedPath;
import dev.parley.media.FileUploads;
import dev.parley.socketio.SocketIoEndpoint;
import dev.parley.socketio.SocketIoOptions;
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
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gateway for chat.io's customer SDK, in place of its two servers: the API by socket.io, WebSocket and HTTP, and the
 * page that gives out tokens. One for the server; each event loop mounts it once.
 */
final class ChatioGateway implements Gateway {
    /** The name sessions born here carry, and of the secret that signs tokens. */
    static final String NAME = "chatio";

    /** How much later than every 25 s a client may say that it lives. */
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(60);

    /** A whole history is one frame. */
    private static final long MAX_WAITING = 4 << 20;

    private static final String BEARER = "Bearer ";

    private final GatewayContext context;
    private final FileUploads uploads;
    private final OriginCheck door;
    private final Rendering rendering;
    private final SocketIoEndpoint socketIo;
    private final Map<Thread, ChatioLoop> loops = new ConcurrentHashMap<>();
    private final LongAdder connections = new LongAdder();
    private volatile boolean draining;

    ChatioGateway(GatewayContext context) {
        this.context = context;
        this.uploads = context.images().files(context.config().settings().get(ChatioOptions.FILE_TYPES));
        this.door = new OriginCheck(context.origins());
        this.rendering = new Rendering(new EventJson(context.publicUrl()));
        this.socketIo = SocketIoEndpoint.builder()
                .namespace("/", (socket, auth) -> Future.succeededFuture(SioConnection.accept(loop(), socket)))
                .options(SocketIoOptions.DEFAULT.withEngine(EngineIoOptions.DEFAULT
                        .withPingTimeout(PING_TIMEOUT)
                        .withMaxPayload(Connection.MAX_FRAME)
                        .withMaxWaitingBytes(MAX_WAITING)
                        // Clients take the answer to a poll for bytes, whatever its type.
                        .withBinaryPolls(true)))
                .remoteAddress(context::clientAddress)
                .build(context.vertx());
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        ContextInternal here = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
        return conversations().secret(NAME).compose(secret -> {
            Tokens tokens = new Tokens(secret, InstantSource.system());
            ChatioLoop loop = new ChatioLoop(this, vertx, here, tokens);
            loops.put(Thread.currentThread(), loop);
            vertx.setPeriodic(context.config().timers().reconcile().toMillis(), timer -> loop.reconcile());
            mount(loop, router);
            return context.fanout().subscribe(loop::hear).mapEmpty();
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

    @Override
    public List<OwnedPath> paths() {
        Stream<OwnedPath> sockets = Paths.api().stream().map(api -> owned(api + "/rtm/", true));
        return Stream.concat(sockets, Paths.roots().stream().map(root -> owned(root, false)))
                .toList();
    }

    private static OwnedPath owned(String prefix, boolean readsQuery) {
        Fault malformed = Fault.validation("the address is not well encoded");
        return new OwnedPath(prefix, readsQuery, request -> Cors.refuse(request, malformed));
    }

    @Override
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

    @Override
    public OptionalLong connections() {
        return OptionalLong.of(connections.sum());
    }

    void connected(int more) {
        connections.add(more);
    }

    boolean draining() {
        return draining;
    }

    Bots bots() {
        return context.bots();
    }

    Conversations conversations() {
        return context.conversations();
    }

    FileUploads uploads() {
        return uploads;
    }

    OriginCheck door() {
        return door;
    }

    Rendering rendering() {
        return rendering;
    }

    /** Whoever sent a request, for what may be done in how short a time. */
    ClientQuota quota(HttpServerRequest request) {
        return conversations().quota(context.clientAddress(request));
    }

    /** Whether a request has a key that may speak for a bot. */
    boolean opensApi(@Nullable String authorization, UUID bot) {
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && context.speaks(authorization.substring(BEARER.length()).strip(), bot);
    }

    /** What absolute addresses begin with for who sent a request. */
    String base(HttpServerRequest request) {
        return context.publicUrl().isEmpty() ? request.scheme() + "://" + request.authority() : context.publicUrl();
    }
}
