package dev.parley.gateway.chip;

import dev.parley.conversation.EventJson;
import dev.parley.feed.Loops;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.OpenConnections;
import dev.parley.http.OwnedPath;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/**
 * The gateway for RapidPro's web chat, in Chip's place: visitors' sockets under {@code /wc/connect/<bot>/}, and Courier's
 * messages for them under {@code /wc/send/<bot>/}. One for the server; each event loop mounts it once.
 *
 * <pre>
 *   socket --> {@link ConnectRoute} --> {@link ChipConnection} --command--> {@link Commands} --says--> log
 *                                            ^ shows                             | start_chat, ack_chat
 *   Courier --> {@link SendRoute} --> log     +------- {@link Chat}: the outbox <------+
 * </pre>
 */
final class ChipGateway implements Gateway {
    private static final int MAX_BODY = 1 << 20;

    private final GatewayContext context;
    private final ChipBots bots;
    private final Contacts contacts;
    private final Rendering rendering;
    private final Commands commands;
    private final Loops<ChipLoop> loops;
    private final LongAdder connections = new LongAdder();

    ChipGateway(GatewayContext context) {
        this.context = context;
        bots = new ChipBots(context.bots());
        contacts = new Contacts(context);
        rendering = new Rendering(new EventJson(context.publicUrl()));
        loops = new Loops<>(context.loops());
        commands = new Commands(
                context,
                bots,
                contacts,
                new HistoryPages(context.feed().reader(), rendering),
                new Confirmations(context, loops, contacts));
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        OpenConnections open = new OpenConnections(vertx, connections);
        ChipLoop loop = new ChipLoop(context.feed().hub(vertx), context.feed().reader(), open, this::encoded);
        loops.add(vertx, loop);
        ConnectRoute connect = new ConnectRoute(context, vertx, bots, commands, loop);
        SendRoute send = new SendRoute(bots, context.conversations(), contacts);
        // Named parts of a path would have the query decoded, which is nobody's business here.
        router.routeWithRegex("/wc/connect/[^/]+/?").handler(connect);
        router.routeWithRegex("/wc/send/[^/]+/?")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(send)
                .failureHandler(send::failed);
        return Future.succeededFuture();
    }

    @Override
    public List<OwnedPath> paths() {
        return List.of(OwnedPath.readingQueries("/wc/connect/"));
    }

    @Override
    public Future<Void> drain() {
        return loops.callEverywhere(loop -> loop.connections().drain());
    }

    @Override
    public OptionalLong connections() {
        return OptionalLong.of(connections.sum());
    }

    /** A message to be shown, encoded once for all sockets. */
    private byte[] encoded(Message message, UUID bot) {
        return bots.find(bot)
                .map(known ->
                        rendering.chatOut(message, known.entry()).toBuffer().getBytes())
                .orElseGet(() -> new byte[0]);
    }
}
