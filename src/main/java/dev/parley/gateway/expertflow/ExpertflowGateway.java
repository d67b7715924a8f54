package dev.parley.gateway.expertflow;

import dev.parley.bot.Bot;
import dev.parley.config.Settings;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Session;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketHandler;
import dev.parley.socketio.SocketIoEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway for Expertflow-style customers. One for the server; each event loop with an HTTP server calls
 * {@link #mount} once. A conversation is a session, prepared by a request and begun by the first socket that joins it.
 * Sockets belong to the loop that took them; who is in a conversation is known to the loop its id falls to.
 */
final class ExpertflowGateway implements Gateway {
    /** The name sessions born here carry. */
    static final String NAME = "expertflow";

    private static final Logger LOG = LoggerFactory.getLogger(ExpertflowGateway.class);
    private static final int PAGE = 1_000;

    private final GatewayContext context;
    private final ExpertflowOptions options;
    private final Optional<Mailer> mailer;
    private final SocketIoEndpoint endpoint;
    private final WorkerExecutor writers;
    private final Customers customers;
    private final Connectors connectors = new Connectors();
    private final Map<String, EventHandler> handlers;
    private final Map<Thread, ExpertflowLoop> byThread = new ConcurrentHashMap<>();
    private final List<ExpertflowLoop> loops = new CopyOnWriteArrayList<>();
    private final Promise<Void> started = Promise.promise();
    private volatile boolean draining;

    ExpertflowGateway(GatewayContext context) {
        Conversations conversations = context.conversations();
        Settings settings = context.config().settings();
        this.context = context;
        this.options = ExpertflowOptions.of(settings);
        this.mailer = MailOptions.of(settings).map(mail -> new Mailer(context.vertx(), mail));
        this.customers = new Customers(conversations);
        this.handlers = Map.of(
                "joinConversation", new JoinConversation(this),
                "sendMessage", new SendMessage(conversations),
                "endConversation", new EndConversation(conversations),
                "registerConnector", new RegisterConnector(connectors));
        this.writers = context.vertx().createSharedWorkerExecutor("parley-transcripts", 1);
        this.endpoint = SocketIoEndpoint.builder()
                .namespace("/", this::connect)
                .origins(context.origins())
                .remoteAddress(context::clientAddress)
                .build(context.vertx());
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        ExpertflowLoop loop = new ExpertflowLoop(this, vertx);
        byThread.put(Thread.currentThread(), loop);
        endpoint.mount(router, options.base() + "/socket.io");
        new CustomerRoutes(this, loop).mount(router, options.base() + "/api/customer");
        synchronized (loops) {
            loops.add(loop);
            if (loops.size() == 1) {
                // After a restart everybody gets the time to come back.
                vertx.setTimer(
                        options.joinWithin().toMillis(),
                        begin -> vertx.setPeriodic(
                                1, context.config().timers().sweep().toMillis(), timer -> sweep()));
            }
            if (loops.size() == context.loops()) {
                started.complete();
            }
        }
        vertx.setPeriodic(context.config().timers().reconcile().toMillis(), timer -> loop.reconcile());
        return context.fanout().subscribe(loop::hear).mapEmpty();
    }

    private Future<SocketHandler> connect(Socket socket, @Nullable Object auth) {
        ExpertflowLoop loop = Objects.requireNonNull(byThread.get(Thread.currentThread()));
        String shown = auth instanceof JsonObject object && object.getValue("secret") instanceof String secret
                ? secret
                : socket.handshake().query().get("secret");
        return started.future().map(all -> new CustomerSocket(loop, socket, shown));
    }

    @Override
    public Future<Void> drain() {
        draining = true;
        return endpoint.drain()
                .eventually(() -> mailer.map(Mailer::close).orElse(Future.succeededFuture()))
                .eventually(writers::close);
    }

    @Override
    public OptionalLong connections() {
        return OptionalLong.of(endpoint.connections());
    }

    boolean draining() {
        return draining;
    }

    /** The loop that knows who is in a conversation. */
    ExpertflowLoop owner(UUID conversation) {
        return loops.get(Math.floorMod(conversation.hashCode(), context.loops()));
    }

    boolean owns(ExpertflowLoop loop, UUID conversation) {
        return loops.size() == context.loops() && owner(conversation).equals(loop);
    }

    /** A customer's socket joins; true when it is the first one ever. */
    Future<Boolean> entered(Session session, Bot bot, Customer customer) {
        ExpertflowLoop owner = owner(session.id());
        return owner.call(() -> owner.presence().enter(session, bot, customer.author()));
    }

    /** A customer's socket is gone, which was told the log up to a seq. */
    void left(Session session, Customer customer, long told) {
        ExpertflowLoop owner = owner(session.id());
        Future<Void> marked =
                told > session.heard() ? conversations().heard(Map.of(session.id(), told)) : Future.succeededFuture();
        marked.onComplete(done -> owner.run(() -> {
            owner.presence().leave(session, customer.author());
            owner.relay(session);
        }));
    }

    private void sweep() {
        conversations()
                .lapsed(NAME, Instant.now(), PAGE)
                .onSuccess(lapsed -> lapsed.forEach(this::expire))
                .onFailure(failure -> LOG.debug("Lapsed conversations are looked for again: {}", failure.getMessage()));
    }

    private void expire(Session lapsed) {
        ExpertflowLoop owner = owner(lapsed.id());
        owner.call(() -> owner.presence().expire(lapsed))
                .onFailure(failure -> LOG.debug("A lapsed conversation is ended later: {}", failure.getMessage()));
    }

    /** Whether a bot can be reached here. */
    boolean serves(UUID bot) {
        return bots().get(bot)
                .filter(found ->
                        !found.manifest().entries(ExpertflowEntry.class).isEmpty())
                .isPresent();
    }

    Participant botOf(Session session) {
        return Participant.bot(
                bots().get(session.bot()).map(bot -> bot.manifest().name()).orElse("Bot"));
    }

    /** What the addresses of images begin with for a client that asked by a name. */
    String imageBase(@Nullable String host) {
        boolean relative = context.publicUrl().isEmpty() && host != null;
        return relative ? context.config().http().scheme() + "://" + host : context.publicUrl();
    }

    /** What absolute addresses begin with; empty when it is not configured. */
    String publicUrl() {
        return context.publicUrl();
    }

    String address(HttpServerRequest request) {
        return context.clientAddress(request);
    }

    Bots bots() {
        return context.bots();
    }

    Conversations conversations() {
        return context.conversations();
    }

    ExpertflowOptions options() {
        return options;
    }

    Optional<Mailer> mailer() {
        return mailer;
    }

    Customers customers() {
        return customers;
    }

    /** Where documents are written. */
    WorkerExecutor writers() {
        return writers;
    }

    Connectors connectors() {
        return connectors;
    }

    Map<String, EventHandler> handlers() {
        return handlers;
    }
}
