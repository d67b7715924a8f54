package dev.parley.gateway.chip;

import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Fanout;
import dev.parley.delivery.EngineCalls;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * The gateway for RapidPro's web chat, in Chip's place: visitors' sockets under {@code /wc/connect/<bot>/}, and Courier's
 * messages for them under {@code /wc/send/<bot>/}. One for the server; each event loop mounts it once.
 */
public final class ChipGateway {
    /** The name sessions born here carry. */
    public static final String NAME = "chip";

    private static final int MAX_BODY = 1 << 20;

    private final Bots bots;
    private final Conversations conversations;
    private final Fanout fanout;
    private final Contacts contacts;
    private final Rendering rendering;
    private final HistoryPages history;
    private final Commands commands;
    private final OriginPolicy origins;
    private final Function<HttpServerRequest, String> addresses;
    private final Duration reconcileInterval;
    private final Map<Thread, ChipLoop> loops = new ConcurrentHashMap<>();
    private final LongAdder connections = new LongAdder();
    private volatile boolean draining;

    /**
     * @param desk where engines are told that a chat begins and that a message arrived
     * @param publicUrl what the addresses of images begin with; empty for relative ones
     * @param origins which pages may connect, beside what a bot's manifest says
     * @param addresses where a request comes from, behind trusted proxies
     * @param reconcileInterval how often chats are compared with the store
     */
    public ChipGateway(
            Bots bots,
            Conversations conversations,
            Fanout fanout,
            EngineCalls desk,
            String publicUrl,
            OriginPolicy origins,
            Function<HttpServerRequest, String> addresses,
            Duration reconcileInterval) {
        this.bots = bots;
        this.conversations = conversations;
        this.fanout = fanout;
        this.contacts = new Contacts(conversations);
        this.rendering = new Rendering(new EventJson(publicUrl));
        this.history = new HistoryPages(conversations, rendering);
        this.commands = new Commands(this, desk);
        this.origins = origins;
        this.addresses = addresses;
        this.reconcileInterval = reconcileInterval;
    }

    /** Adds the routes, and starts hearing notifications for the sockets of the calling event loop. */
    public Future<Void> mount(Vertx vertx, Router router) {
        ContextInternal context = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
        ChipLoop loop = new ChipLoop(this, vertx, context);
        loops.put(Thread.currentThread(), loop);
        vertx.setPeriodic(reconcileInterval.toMillis(), timer -> loop.reconcile());
        ConnectRoute connect = new ConnectRoute(this, origins, addresses);
        SendRoute send = new SendRoute(this);
        // Named parts of a path would have the query decoded, which is nobody's business here.
        router.routeWithRegex("/wc/connect/[^/]+/?").handler(connect);
        router.routeWithRegex("/wc/send/[^/]+/?")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(send)
                .failureHandler(send::failed);
        return fanout.subscribe(loop::hear).mapEmpty();
    }

    /** Closes all sockets and takes no new ones; complete when the last one is gone. */
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

    /** How many visitors' sockets are open; from any thread. */
    public long connections() {
        return connections.sum();
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
        return bots.get(bot).flatMap(found -> found.manifest().chip().map(entry -> new ChipBot(found, entry)));
    }

    Conversations conversations() {
        return conversations;
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
