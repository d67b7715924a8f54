package dev.parley.gateway.expertflow;

import dev.parley.feed.KeyedQueue;
import dev.parley.feed.LapseSweep;
import dev.parley.feed.Loops;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.http.OwnedPath;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketHandler;
import dev.parley.socketio.SocketIoEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The gateway for Expertflow-style customers. One a server, and each event loop mounts it once.
 *
 * <p>A conversation is a session, prepared by a request and begun by the first socket that joins it. Sockets belong to
 * the loop that took them; who is in a conversation is known to the loop that owns it:
 *
 * <pre>
 *   POST init      --> {@link CustomerRoutes} --> a prepared session, whose log is empty
 *   Socket.IO      --> {@link EventDispatch} --> an {@link EventHandler} for each event clients emit
 *     joinConversation --> {@link CustomerSocket} --enters--> owner's {@link Presence} --first ever--> the session begins
 *                               | follows
 *                          {@link Follower} --whole messages--> {@link Emissions}, encoded once a loop --> messageArrived
 *     registerConnector --> {@link Connector} --what customers without a socket are told--> messageArrived
 *   nothing said for long --> {@link LapseSweep} --> owner's {@link Expiry} --> closed
 * </pre>
 *
 * <p>A message with attachments is one thing to clients and several events in the log: see {@link Message}.
 */
final class ExpertflowGateway implements Gateway {
    /** The name sessions born here carry. */
    static final String NAME = ConversationRef.GATEWAY;

    private final ExpertflowContext context;
    private final Loops<ExpertflowLoop> loops;
    private final Connectors connectors;
    private final Map<String, EventHandler> handlers;
    private final Transcripts transcripts;
    private final CustomerRoutes routes;
    private final SocketIoEndpoint endpoint;
    private volatile boolean draining;

    ExpertflowGateway(GatewayContext server) {
        context = ExpertflowContext.of(server);
        loops = new Loops<>(server.loops());
        connectors = new Connectors(context.channels());
        handlers = Map.of(
                "joinConversation", new JoinConversation(context),
                "sendMessage", new SendMessage(context.conversations()),
                "endConversation", new EndConversation(context.conversations()),
                "registerConnector", new RegisterConnector());
        transcripts = new Transcripts(context, loops);
        routes = new CustomerRoutes(context, transcripts, () -> draining);
        endpoint = SocketIoEndpoint.builder()
                .namespace("/", this::connect)
                .origins(server.origins())
                .remoteAddress(server::clientAddress)
                .build(server.vertx());
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        ExpertflowOptions options = context.options();
        KeyedQueue turns = new KeyedQueue();
        int number = loops.add(
                vertx,
                new ExpertflowLoop(
                        context.server().feed().hub(vertx),
                        new Emissions(),
                        new Presence(vertx, context, turns),
                        new Expiry(context, turns),
                        new Mailings()));
        if (number == 0) {
            new LapseSweep(
                            context.reader(),
                            NAME,
                            lapsed -> loops.call(
                                    loops.owner(lapsed.id()),
                                    loop -> loop.expiry().expire(lapsed)))
                    .start(
                            vertx,
                            options.joinWithin(),
                            context.server().config().timers().sweep());
        }
        endpoint.mount(router, options.base() + "/socket.io");
        routes.mount(router, options.base() + "/api/customer");
        return Future.succeededFuture();
    }

    @Override
    public List<OwnedPath> paths() {
        String base = context.options().base();
        return List.of(
                OwnedPath.readingQueries(base + "/socket.io"),
                new OwnedPath(
                        base + "/api/customer",
                        false,
                        request -> Reply.refuse(request, Fault.invalid("The address is not well encoded"))));
    }

    private Future<SocketHandler> connect(Socket socket, @Nullable Object auth) {
        String secret = auth instanceof JsonObject object && object.getValue("secret") instanceof String shown
                ? shown
                : socket.handshake().query().get("secret");
        ClientSocket client = new ClientSocket(
                socket,
                context.conversations().quota(socket.handshake().address()),
                context.imageBase(socket.handshake().headers().get("host")));
        return loops.complete()
                .map(all ->
                        new EventDispatch(handlers, new CustomerSocket(context, loops, connectors, client, secret)));
    }

    @Override
    public Future<Void> drain() {
        draining = true;
        return endpoint.drain().eventually(transcripts::close);
    }

    @Override
    public OptionalLong connections() {
        return OptionalLong.of(endpoint.connections());
    }
}
