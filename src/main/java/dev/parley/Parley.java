package dev.parley;

import dev.parley.bot.Bot;
import dev.parley.bot.ManifestReader;
import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import dev.parley.config.Version;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Limits;
import dev.parley.conversation.Metrics;
import dev.parley.conversation.RateLimits;
import dev.parley.conversation.Rates;
import dev.parley.conversation.RegisteredBot;
import dev.parley.conversation.Retention;
import dev.parley.conversation.Store;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineDesk;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.EngineVerticle;
import dev.parley.engine.Engines;
import dev.parley.engine.courier.CourierProvider;
import dev.parley.engine.http.Outbound;
import dev.parley.engine.http.OutboundPolicy;
import dev.parley.engine.socket.SocketProvider;
import dev.parley.fanout.EventBusFanout;
import dev.parley.gateway.chip.ChipGateway;
import dev.parley.gateway.expertflow.ExpertflowGateway;
import dev.parley.gateway.expertflow.ExpertflowOptions;
import dev.parley.gateway.expertflow.Mailer;
import dev.parley.gateway.gws.GwsGateway;
import dev.parley.gateway.gws.GwsOptions;
import dev.parley.gateway.phoenix.PhoenixGateway;
import dev.parley.http.ClientAddress;
import dev.parley.http.HealthRoutes;
import dev.parley.http.HttpVerticle;
import dev.parley.http.MetricsRoutes;
import dev.parley.http.PageRoutes;
import dev.parley.media.ImageLimits;
import dev.parley.media.ImageRoutes;
import dev.parley.media.ImageStore;
import dev.parley.metrics.PrometheusMetrics;
import dev.parley.metrics.Scrape;
import dev.parley.phoenix.PhoenixEndpoint;
import dev.parley.phoenix.SocketOptions;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: the one place where its parts are wired, started and stopped in order. Several may run in one
 * Vert.x, each on a data directory of its own.
 *
 * <pre>{@code Parley.start(vertx, Config.builder().httpPort(0).build())
 *         .onSuccess(parley -> System.out.println(parley.url()));}</pre>
 */
public final class Parley {
    private static final Logger LOG = LoggerFactory.getLogger(Parley.class);

    /** An HTTP server for each processor. */
    private static final int HTTP_LOOPS = Runtime.getRuntime().availableProcessors();

    private final Vertx vertx;
    private final Config config;
    private final Parts parts;
    private final ClientAddress clientAddress;
    /** What to do to stop, last started first. */
    private final Deque<Supplier<Future<?>>> stops = new ArrayDeque<>();

    private final AtomicReference<Future<Void>> stopping = new AtomicReference<>();
    /** Vert.x takes any free port for a negative one, the same for all servers that name the same negative number. */
    private final int listenPort;

    private int port;
    private int metricsPort;
    private @Nullable AdminToken adminToken;
    private @Nullable Bots bots;
    private @Nullable Conversations conversations;

    private Parley(Vertx vertx, Config config, Parts parts) {
        this.vertx = vertx;
        this.config = config;
        this.listenPort = config.http().port() == 0
                ? -ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE)
                : config.http().port();
        this.parts = parts;
        this.clientAddress = new ClientAddress(config.http()::trusts);
    }

    /**
     * Starts a server. The future fails, and whatever was started is stopped again, when the data directory is in use
     * ({@link dev.parley.config.DataDirectoryInUseException}), a bot file cannot be read
     * ({@link dev.parley.conversation.BotFilesException}) or the port is taken.
     */
    public static Future<Parley> start(Vertx vertx, Config config) {
        return start(vertx, config, Parts.USUAL);
    }

    static Future<Parley> start(Vertx vertx, Config config, Parts parts) {
        Parley parley = new Parley(vertx, config, parts);
        return parley.start()
                .map(parley)
                .recover(failure -> parley.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /** The port taken. */
    public int port() {
        return port;
    }

    /** The port of open metrics; 0 when there is none. */
    public int metricsPort() {
        return metricsPort;
    }

    /** Where this machine reaches the server, without a slash at the end. */
    public String url() {
        String host = config.http().host();
        String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        String scheme = config.http().tls().isPresent() ? "https" : "http";
        return scheme + "://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
    }

    /** The bots this server answers for. */
    public Bots bots() {
        return Objects.requireNonNull(bots, "not started");
    }

    /** What is said and kept. */
    public Conversations conversations() {
        return Objects.requireNonNull(conversations, "not started");
    }

    /** The token that opens {@code /api}. */
    AdminToken adminToken() {
        return Objects.requireNonNull(adminToken, "not started");
    }

    /**
     * Stops: not ready, sockets closed so that clients come back, no new ones, what is in flight committed. Completes
     * when all is closed; asking twice is harmless.
     */
    public Future<Void> stop() {
        Future<Void> already = stopping.get();
        if (already != null) {
            return already;
        }
        Future<Void> chain = Future.succeededFuture();
        while (!stops.isEmpty()) {
            Supplier<Future<?>> next = stops.pop();
            chain = chain.transform(done -> next.get().<Void>mapEmpty().recover(failure -> {
                LOG.warn("A part did not stop cleanly: {}", failure.toString());
                return Future.succeededFuture();
            }));
        }
        stopping.set(chain);
        return chain;
    }

    private Future<Void> start() {
        return vertx.<Held>executeBlocking(this::holdDirectory)
                .compose(held -> ConfiguredStore.open(vertx, config, parts.options())
                        .compose(store -> {
                            stops.push(store::close);
                            return serve(parts.store().apply(store), held);
                        }));
    }

    private Held holdDirectory() throws java.io.IOException {
        DataDirectory directory = DataDirectory.open(config.dataDir());
        stops.push(() -> vertx.executeBlocking(() -> {
            directory.close();
            return null;
        }));
        AdminToken token = AdminToken.obtain(config);
        adminToken = token;
        return new Held(directory, token);
    }

    private Future<Void> serve(Store store, Held held) {
        Fanout fanout = parts.fanout().apply(new EventBusFanout(vertx));
        stops.push(fanout::close);
        PrometheusMetrics metrics = new PrometheusMetrics();
        stops.push(() -> vertx.executeBlocking(() -> {
            metrics.close();
            return null;
        }));
        store.onCommit(signals -> {
            metrics.committed(signals);
            fanout.publish(signals);
        });
        OutboundPolicy policy = OutboundPolicy.of(config);
        Engines engines = new Engines(policy);
        Outbound outbound = new Outbound(vertx, policy);
        stops.push(outbound::close);
        return ImageStore.open(vertx, store, config.uploadsDir(), ImageLimits.DEFAULT)
                .compose(images -> {
                    stops.push(images::close);
                    BotRegistry registry =
                            new BotRegistry(vertx, store, fanout, images, new ManifestReader(engines::check));
                    bots = registry;
                    Conversations opened = new Conversations(
                            store,
                            fanout,
                            images,
                            new Limits(config.limits().text(), config.limits().data()),
                            bot -> provider(engines, bot).joins(),
                            new RateLimits(rates()),
                            metrics);
                    conversations = opened;
                    engines.provider(CourierProvider.class).orElseThrow().identities(opened::identities);
                    return registry.load(config.botsDir())
                            .compose(loaded -> makeDemoBot(registry))
                            .compose(ready -> deployEngines(
                                    store,
                                    fanout,
                                    registry,
                                    engines,
                                    new EngineContext(
                                            vertx,
                                            outbound,
                                            new EventJson(publicUrl()),
                                            store::before,
                                            signal -> fanout.publish(List.of(signal))),
                                    metrics))
                            .onSuccess(running -> keepShort(store, registry, opened))
                            .compose(desk -> {
                                ImageRoutes imageRoutes = new ImageRoutes(images, store, registry);
                                MetricsRoutes figures = new MetricsRoutes(new Scrape(vertx, metrics, store.figures()));
                                String token = held.token().secret().value();
                                return Rest.wire(
                                                vertx,
                                                config,
                                                clientAddress,
                                                store,
                                                registry,
                                                opened,
                                                token,
                                                imageRoutes.attachment())
                                        .compose(api -> {
                                            stops.push(api::settled);
                                            return listen(
                                                    store,
                                                    registry,
                                                    gateway(registry, opened, fanout, engines),
                                                    chip(registry, opened, fanout, desk),
                                                    gws(registry, opened, fanout),
                                                    expertflow(registry, opened, fanout),
                                                    metrics,
                                                    List.of(
                                                            router -> figures.mount(router, api.door()),
                                                            api::mount,
                                                            imageRoutes::mount));
                                        })
                                        .compose(listening -> config.metricsPort()
                                                .map(wanted -> openMetrics(figures, wanted))
                                                .orElse(Future.succeededFuture()));
                            })
                            .compose(listening -> vertx.executeBlocking(() -> {
                                held.directory().announce(url());
                                return null;
                            }));
                });
    }

    private Rates rates() {
        Config.Rates rates = config.rates();
        return new Rates(rates.messages(), rates.sessions(), rates.connection(), rates.bot());
    }

    private void keepShort(Store store, BotRegistry bots, Conversations conversations) {
        Retention retention = new Retention(
                vertx, bots, store.figures(), conversations, config.retentionDays(), InstantSource.system());
        retention.start();
        stops.push(() -> {
            retention.stop();
            return Future.succeededFuture();
        });
    }

    private static EngineProvider provider(Engines engines, Bot bot) {
        return engines.provider(bot.manifest().engineType()).orElseThrow();
    }

    private Future<?> makeDemoBot(BotRegistry bots) {
        boolean wanted = switch (config.demo()) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> config.http().isLoopback();
        };
        return wanted && bots.registered().isEmpty()
                ? DemoBot.make(vertx, bots)
                : Future.<Optional<RegisteredBot>>succeededFuture(Optional.empty());
    }

    private Future<EngineDesk> deployEngines(
            Store store, Fanout fanout, BotRegistry bots, Engines engines, EngineContext context, Metrics metrics) {
        int count = Runtime.getRuntime().availableProcessors();
        AtomicInteger next = new AtomicInteger();
        List<EngineVerticle> loops = new CopyOnWriteArrayList<>();
        return deploy(count, () -> {
                    EngineVerticle loop = new EngineVerticle(
                            next.getAndIncrement(),
                            count,
                            store,
                            fanout,
                            bots,
                            bot -> engines.create(context, bot),
                            config.timers().sweep(),
                            metrics);
                    loops.add(loop);
                    return loop;
                })
                .map(deployed ->
                        new EngineDesk(loops, bot -> provider(engines, bot).joins()));
    }

    private ChipGateway chip(BotRegistry bots, Conversations conversations, Fanout fanout, EngineDesk desk) {
        return new ChipGateway(
                bots,
                conversations,
                fanout,
                desk,
                publicUrl(),
                origins(),
                clientAddress,
                config.timers().reconcile());
    }

    private PhoenixGateway gateway(BotRegistry bots, Conversations conversations, Fanout fanout, Engines engines) {
        return new PhoenixGateway(
                bots,
                conversations,
                fanout,
                engines.provider(SocketProvider.class).orElseThrow().backends(),
                publicUrl(),
                config.limits().resume(),
                config.timers().reconcile());
    }

    private GwsGateway gws(BotRegistry bots, Conversations conversations, Fanout fanout) {
        Config.Gws settings = config.gws();
        return new GwsGateway(
                bots,
                conversations,
                fanout,
                new GwsOptions(
                        settings.base(),
                        publicUrl(),
                        settings.expiry(),
                        config.timers().sweep(),
                        settings.maxBody(),
                        settings.requestsPerMinute()),
                clientAddress,
                HTTP_LOOPS);
    }

    private ExpertflowGateway expertflow(BotRegistry bots, Conversations conversations, Fanout fanout) {
        Config.Expertflow settings = config.expertflow();
        Optional<Mailer> mailer = config.mail().map(mail -> new Mailer(vertx, mail));
        mailer.ifPresent(opened -> stops.push(opened::close));
        return new ExpertflowGateway(
                vertx,
                bots,
                conversations,
                fanout,
                new ExpertflowOptions(
                        settings.base(),
                        publicUrl(),
                        config.http().tls().isPresent() ? "https" : "http",
                        settings.joinWithin(),
                        settings.grace(),
                        settings.idle(),
                        config.timers().sweep(),
                        config.timers().reconcile()),
                mailer,
                origins(),
                clientAddress,
                HTTP_LOOPS);
    }

    private String publicUrl() {
        return config.http().publicUrl().map(URI::toString).orElse("");
    }

    private OriginPolicy origins() {
        return config.http().origins().isEmpty()
                ? OriginPolicy.any()
                : OriginPolicy.list(config.http().origins());
    }

    private Future<Void> listen(
            Store store,
            BotRegistry bots,
            PhoenixGateway gateway,
            ChipGateway chip,
            GwsGateway gws,
            ExpertflowGateway expertflow,
            PrometheusMetrics metrics,
            List<Consumer<Router>> routes) {
        PhoenixEndpoint sockets = PhoenixEndpoint.builder()
                .channel("bot:*", gateway::channel)
                .origins(origins())
                .remoteAddress(clientAddress)
                // What AIDA's server, a Phoenix 1.3, answers its clients.
                .refuseUnjoinedLeave(true)
                .options(SocketOptions.DEFAULT
                        .withIdleTimeout(config.phoenix().idleTimeout())
                        .withLongPollWindow(config.phoenix().longpollWindow())
                        .withMaxFrameBytes(config.phoenix().maxFrame()))
                .build(vertx);
        metrics.sockets(PhoenixGateway.NAME, sockets::connections);
        metrics.sockets(ChipGateway.NAME, chip::connections);
        metrics.sockets(ExpertflowGateway.NAME, expertflow::connections);
        AtomicBoolean serving = new AtomicBoolean(true);
        List<HttpVerticle.Mount> mounts = new ArrayList<>();
        mounts.add(new HealthRoutes(store, serving::get));
        mounts.add((loop, router) -> {
            sockets.mount(router, "/socket");
            return gateway.startLoop(loop);
        });
        mounts.add(chip::mount);
        mounts.add(gws::mount);
        mounts.add(expertflow::mount);
        routes.forEach(route -> mounts.add(HttpVerticle.Mount.of(route)));
        mounts.add(HttpVerticle.Mount.of(new PageRoutes(bots, Version.text())::mount));
        List<HttpVerticle> servers = new CopyOnWriteArrayList<>();
        return deploy(HTTP_LOOPS, () -> {
                    HttpVerticle server =
                            new HttpVerticle(serverOptions(), parts.routes().apply(mounts));
                    servers.add(server);
                    return server;
                })
                .onSuccess(listening -> {
                    port = servers.get(0).port();
                    // Sockets are told to come back while the store still takes what they have sent.
                    stops.push(() -> {
                        serving.set(false);
                        return Future.join(sockets.drain(), chip.drain(), expertflow.drain());
                    });
                });
    }

    private Future<Void> openMetrics(MetricsRoutes figures, int wanted) {
        MetricsRoutes.Open server = figures
        .new Open(new HttpServerOptions().setHost(config.http().host()).setPort(wanted));
        return deploy(1, () -> server).onSuccess(listening -> metricsPort = server.port());
    }

    private HttpServerOptions serverOptions() {
        HttpServerOptions options = PhoenixEndpoint.serverOptions(new HttpServerOptions())
                .setHost(config.http().host())
                .setPort(listenPort)
                // Browsers open WebSockets over HTTP/1.1, and a proxy in front speaks it too.
                .setHttp2ClearTextEnabled(false)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
        config.http()
                .tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.cert().toString())
                                .setKeyPath(tls.key().toString())));
        return options;
    }

    private Future<Void> deploy(int instances, Supplier<Deployable> verticle) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
                .onSuccess(id -> stops.push(() -> vertx.undeploy(id)))
                .mapEmpty();
    }

    private record Held(DataDirectory directory, AdminToken token) {}
}
