package dev.parley.server;

import dev.parley.bot.Bot;
import dev.parley.bot.ManifestReader;
import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.Version;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Limits;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.RateLimits;
import dev.parley.conversation.Rates;
import dev.parley.conversation.Retention;
import dev.parley.conversation.Store;
import dev.parley.delivery.DeliveryShare;
import dev.parley.delivery.DeliveryVerticle;
import dev.parley.delivery.RoutedEngineCalls;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.http.OutboundClient;
import dev.parley.engine.http.OutboundPolicy;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.feed.Feed;
import dev.parley.gateway.EngineCalls;
import dev.parley.http.HealthRoutes;
import dev.parley.http.MetricsRoutes;
import dev.parley.http.Mount;
import dev.parley.http.PageRoutes;
import dev.parley.media.ImageLimits;
import dev.parley.media.ImageRoutes;
import dev.parley.media.ImageStore;
import dev.parley.metrics.PrometheusMetrics;
import dev.parley.metrics.Scrape;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that works while a server serves from an open store: wired, started and stopped in order, once. */
final class ServerRuntime {
    /** Bytes of a log that an engine gets to read at once. */
    private static final long MOST_HISTORY = 16 << 20;

    private final Host host;
    private final ServerOverrides parts;
    private final Listener listener;
    private final AdminToken adminToken;
    private final Store store;
    private final Fanout fanout;
    private final Feed feed;
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final OutboundClient outbound;
    private final CloseStack stops = new CloseStack();

    private volatile int metricsPort;
    private volatile @Nullable Core core;

    /**
     * @param opened the store, closed with the rest
     */
    ServerRuntime(Host host, ServerOverrides parts, Listener listener, AdminToken adminToken, Store opened) {
        this.host = host;
        this.parts = parts;
        this.listener = listener;
        this.adminToken = adminToken;
        stops.push(opened::close);
        store = parts.store().apply(opened);
        fanout = parts.fanout().apply(new LocalFanout());
        stops.push(fanout::close);
        feed = new Feed(fanout, store, host.config().timers().reconcile());
        // Whoever hears through it is stopped before.
        stops.push(feed::close);
        outbound = new OutboundClient(host.vertx(), OutboundPolicy.of(host.config()));
        stops.push(outbound::close);
    }

    /** Completes when it listens. One that fails is to be stopped all the same. */
    Future<Void> start() {
        stops.push(() -> host.vertx().executeBlocking(() -> {
            metrics.close();
            return null;
        }));
        store.onCommit(notifications -> {
            metrics.committed(notifications);
            fanout.publish(notifications);
        });
        return ImageStore.open(host.vertx(), store, config().uploadsDir(), ImageLimits.DEFAULT)
                .compose(images -> {
                    stops.push(images::close);
                    Core made = core(images);
                    core = made;
                    return made.bots()
                            .load(config().botsDir())
                            .compose(loaded -> makeDemoBot(made.bots()))
                            .compose(ready -> deployEngines(made))
                            .onSuccess(running -> keepShort(made))
                            .compose(calls -> listen(made, calls));
                });
    }

    private Core core(ImageStore images) {
        ManifestReader reader =
                new ManifestReader(host.engines(), host.gateways().entryTypes());
        return new Core(
                store,
                feed,
                images,
                new BotRegistry(host.vertx(), store, fanout, images, reader),
                new Conversations(
                        store,
                        fanout,
                        images,
                        limits(),
                        bot -> provider(bot).joins(),
                        new RateLimits(rates()),
                        metrics));
    }

    /** Stops: not ready, sockets closed so that clients come back, no new ones, what is in flight committed. */
    Future<Void> stop() {
        return stops.run();
    }

    /** The port of open metrics; 0 when there is none. */
    int metricsPort() {
        return metricsPort;
    }

    /** What its doors stand on, once it is started. */
    Core core() {
        return Objects.requireNonNull(core, "not started");
    }

    private Config config() {
        return host.config();
    }

    private Limits limits() {
        return new Limits(config().limits().text(), config().limits().data());
    }

    private Rates rates() {
        Config.Rates rates = config().rates();
        return new Rates(rates.messages(), rates.sessions(), rates.connection(), rates.bot());
    }

    private void keepShort(Core made) {
        Retention retention = new Retention(
                host.vertx(),
                made.bots(),
                store.statistics(),
                made.conversations(),
                config().retentionDays(),
                InstantSource.system());
        retention.start();
        stops.push(() -> {
            retention.stop();
            return Future.succeededFuture();
        });
    }

    private EngineProvider provider(Bot bot) {
        return host.engines().provider(bot.manifest().engineType()).orElseThrow();
    }

    private Future<?> makeDemoBot(BotRegistry registry) {
        boolean wanted = switch (config().demo()) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> config().http().isLoopback();
        };
        return wanted && registry.registered().isEmpty()
                ? DemoBot.make(host.vertx(), registry)
                : Future.succeededFuture();
    }

    private Future<List<Event>> history(UUID session, long seq, int limit) {
        return feed.reader()
                .before(session, seq, new PageLimit(limit, MOST_HISTORY))
                .map(Page::events);
    }

    private Future<EngineCalls> deployEngines(Core made) {
        EngineContext context = new EngineContext(
                host.vertx(),
                outbound,
                new EventJson(config().http().publicUrl().map(URI::toString).orElse("")),
                this::history,
                made.images()::base64,
                made.conversations()::identities,
                made.conversations()::tell);
        int count = Runtime.getRuntime().availableProcessors();
        AtomicInteger next = new AtomicInteger();
        List<DeliveryVerticle> loops = new CopyOnWriteArrayList<>();
        return deploy(count, () -> {
                    DeliveryVerticle loop = new DeliveryVerticle(
                            new DeliveryShare(next.getAndIncrement(), count),
                            feed,
                            store,
                            made.conversations(),
                            made.bots(),
                            bot -> host.engines().create(context, bot),
                            config().timers().sweep(),
                            metrics);
                    loops.add(loop);
                    return loop;
                })
                .map(deployed ->
                        new RoutedEngineCalls(loops, bot -> provider(bot).joins()));
    }

    private Future<Void> listen(Core made, EngineCalls calls) {
        ImageRoutes imageRoutes = new ImageRoutes(made.images(), made.conversations(), store, made.bots());
        MetricsRoutes statistics = new MetricsRoutes(new Scrape(host.vertx(), metrics, store.statistics()));
        AtomicBoolean ready = new AtomicBoolean(true);
        return Rest.wire(host, made, adminToken.secret().value(), imageRoutes.attachment())
                .compose(api -> {
                    stops.push(api::settled);
                    PhoenixSockets sockets = new PhoenixSockets();
                    DoorContext context = new DoorContext(host, made, calls, imageRoutes, api, sockets);
                    Doors doors = new Doors(context, sockets, metrics);
                    List<Mount> mounts = new ArrayList<>();
                    mounts.add(new HealthRoutes(store, ready::get));
                    mounts.addAll(doors.mounts());
                    mounts.add(Mount.of(router -> statistics.mount(router, api.door())));
                    mounts.add(Mount.of(api::mount));
                    mounts.add(Mount.of(imageRoutes::mount));
                    mounts.add(Mount.of(new PageRoutes(made.bots(), Version.text())::mount));
                    return listener.listen(parts.routes().apply(mounts)).onSuccess(listening -> {
                        stops.push(() -> host.vertx().undeploy(listening));
                        // Sockets are told to come back while the store still takes what they have sent.
                        stops.push(() -> {
                            ready.set(false);
                            return doors.drain();
                        });
                    });
                })
                .compose(listening -> config().metricsPort()
                        .map(wanted -> openMetrics(statistics, wanted))
                        .orElse(Future.succeededFuture()));
    }

    private Future<Void> openMetrics(MetricsRoutes statistics, int wanted) {
        MetricsRoutes.Open server = statistics
        .new Open(new HttpServerOptions().setHost(config().http().host()).setPort(wanted));
        return deploy(1, () -> server).onSuccess(listening -> metricsPort = server.port());
    }

    private Future<Void> deploy(int instances, Supplier<Deployable> verticle) {
        return host.vertx()
                .deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
                .onSuccess(id -> stops.push(() -> host.vertx().undeploy(id)))
                .mapEmpty();
    }
}
