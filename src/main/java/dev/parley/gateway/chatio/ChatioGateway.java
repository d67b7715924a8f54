package dev.parley.gateway.chatio;

import dev.parley.engineio.EngineIoOptions;
import dev.parley.feed.Loops;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.OpenConnections;
import dev.parley.http.OwnedPath;
import dev.parley.media.FileUploads;
import dev.parley.socketio.SocketIoEndpoint;
import dev.parley.socketio.SocketIoOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The gateway for chat.io's customer SDK, in place of its two servers: the API by socket.io, WebSocket and HTTP, and the
 * page that gives out tokens. One for the server; each event loop mounts it once.
 *
 * <pre>
 *   {@link SioConnection}, {@link WsConnection} --> {@link Connection} --request--> {@link Actions} --> {@link ThreadWriter} --> log
 *   {@link ActionRoute}, {@link SendFile} ---------------------^                                  {@link DocumentWriter}
 *                                   ^-------- answers, pushes -------- {@link Chat} &lt;-- log
 * </pre>
 */
final class ChatioGateway implements Gateway {
    /** How much later than every 25 s a client may say that it lives. */
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(60);

    /** A whole history is one frame. */
    private static final long MAX_WAITING = 4 << 20;

    private final ChatioContext context;
    private final FileUploads uploads;
    private final SocketIoEndpoint socketIo;
    private final Loops<ChatioLoop> loops;
    private final LongAdder connections = new LongAdder();

    ChatioGateway(GatewayContext server) {
        context = ChatioContext.of(server);
        uploads = server.images().files(server.config().get(ChatioOptions.FILE_TYPES));
        loops = new Loops<>(server.loops());
        socketIo = SocketIoEndpoint.builder()
                .namespace("/", (socket, auth) -> Future.succeededFuture(SioConnection.accept(loops.here(), socket)))
                .options(SocketIoOptions.DEFAULT.withEngine(EngineIoOptions.DEFAULT
                        .withPingTimeout(PING_TIMEOUT)
                        .withMaxPayload(Connection.MAX_FRAME)
                        .withMaxWaitingBytes(MAX_WAITING)
                        // Clients take the answer to a poll for bytes, whatever its type.
                        .withBinaryPolls(true)))
                .remoteAddress(server::clientAddress)
                .build(server.vertx());
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        return context.conversations()
                .secret(Customer.GATEWAY)
                .map(secret -> new Tokens(secret, InstantSource.system()))
                .onSuccess(tokens -> {
                    ChatioLoop loop = new ChatioLoop(context, vertx, new OpenConnections(vertx, connections), tokens);
                    loops.add(vertx, loop);
                    mount(loop, vertx, router, tokens);
                })
                .mapEmpty();
    }

    private void mount(ChatioLoop loop, Vertx vertx, Router router, Tokens tokens) {
        WsRoute sockets = new WsRoute(loop, vertx);
        SendFile files = new SendFile(loop, uploads);
        ActionRoute action = new ActionRoute(loop);
        TokenRoute page = new TokenRoute(context, tokens);
        for (String api : Paths.api()) {
            router.route(api + "/rtm/ws").handler(sockets);
            socketIo.mount(router, api + "/rtm/sio");
            router.route(api + "/action/send_file").handler(files);
            Route named = router.route(api + "/action/:action");
            named.handler(BodyHandler.create(false).setBodyLimit(Connection.MAX_FRAME))
                    .handler(action)
                    .failureHandler(ActionRoute::failed);
        }
        Paths.tokens().forEach(path -> router.route(path).handler(page));
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
        return Future.join(loops.callEverywhere(loop -> loop.connections().drain()), socketIo.drain())
                .mapEmpty();
    }

    @Override
    public OptionalLong connections() {
        return OptionalLong.of(connections.sum());
    }
}
