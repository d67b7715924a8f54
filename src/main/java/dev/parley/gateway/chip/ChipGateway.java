package dev.parley.gateway.chip;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The gateway for RapidPro's web chat, in Chip's place: visitors' sockets under {@code /wc/connect/<bot>/}, and Courier's
 * messages for them under {@code /wc/send/<bot>/}. One for the server; each event loop mounts it once.
 */
final class ChipGateway implements Gateway {
    /** The name sessions born here carry. */
    static final String NAME = "chip";

    private static final int MAX_BODY = 1 << 20;

    private final GatewayContext context;
    private final Contacts contacts;
    private final Rendering rendering;
    private final HistoryPages history;
    private final Commands commands;
    private final Map<Thread, ChipLoop> loops = new ConcurrentHashMap<>();
    private final LongAdder connections = new LongAdder();
    private volatile boolean draining;

    ChipGateway(GatewayContext context) {
        this.context = context;
        this.contacts = new Contacts(context.conversations());
        this.rendering = new Rendering(new EventJson(context.publicUrl()));
        this.history = new HistoryPages(context.conversations(), rendering);
        this.commands = new Commands(this, context.engines());
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        ContextInternal here = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
        ChipLoop loop = new ChipLoop(this, vertx, here);
        loops.put(Thread.currentThread(), loop);
        vertx.setPeriodic(context.config().timers().reconcile().toMillis(), timer -> loop.reconcile());
        ConnectRoute connect = new ConnectRoute(this, context.origins(), context::clientAddress);
        SendRoute send = new SendRoute(this);
        // Named parts of a path would have the query decoded, which is nobody's business here.
        router.routeWithRegex("/wc/connect/[^/]+/?").handler(connect);
        router.routeWithRegex("/wc/send/[^/]+/?")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(send)
                .failureHandler(send::failed);
        return context.fanout().subscribe(loop::hear).mapEmpty();
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
        return Future.join(drained).mapEmpty();
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

    ChipLoop loop() {
        return Objects.requireNonNull(loops.get(Thread.currentThread()), "not an event loop of this gateway");
    }

    /** A bot that can be reached here. */
    Optional<ChipBot> entry(UUID bot) {
        return context.bots()
                .get(bot)
                .flatMap(found -> found.manifest().entries(ChipEntry.class).stream()
                        .map(entry -> new ChipBot(found, entry))
                        .findFirst());
    }

    Conversations conversations() {
        return context.conversations();
    }

    Contacts contacts() {
        return contacts;
    }

    HistoryPages history() {
        return history;
    }

    Commands commands() {
        return commands;
    }

    /** A message to be shown, encoded once for all sockets. */
    byte[] live(Message message, UUID bot) {
        return entry(bot)
                .map(known ->
                        rendering.chatOut(message, known.entry()).toBuffer().getBytes())
                .orElseGet(() -> new byte[0]);
    }
}
