package dev.parley.server;

import dev.parley.bot.Bot;
import dev.parley.bot.ManifestReader;
import dev.parley.config.AdminToken;
import dev.parley.config.Config;
import dev.parley.config.Version;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Limits;
import dev.parley.conversation.RateLimits;
import dev.parley.conversation.Rates;
import dev.parley.conversation.Retention;
import dev.parley.conversation.Store;
import dev.parley.delivery.DeliveryVerticle;
import dev.parley.delivery.EngineCalls;
import dev.parley.engine.EngineContext;
import dev.parley.engine.EngineProvider;
import dev.parley.engine.Engines;
import dev.parley.engine.courier.CourierProvider;
import dev.parley.engine.http.Outbound;
import dev.parley.engine.http.OutboundPolicy;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.feed.Feed;
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
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that works while a server serves from an open store: wired, started and stopped in order, once. */
final class ServerRuntime {
    private final Vertx vertx;
    private final Config config;
    private final ServerOverrides parts;
    private final Listener listener;
    private final AdminToken adminToken;
    private final Store store;
    private final Fanout fanout;
    private final Feed feed;
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final Engines engines;
    private final OutboundPolicy outboundPolicy;
    private final ClientAddress clientAddress;
    private final CloseStack stops = new CloseStack();

    private volatile int metricsPort;
    private volatile @Nullable BotRegistry bots;
    private volatile @Nullable Conversations conversations;

    /**
     * @param opened the store, closed with the rest
     */
    ServerRuntime(
            Vertx vertx, Config config, ServerOverrides parts, Listener listener, AdminToken adminToken, Store opened) {
        this.vertx = vertx;
        this.config = config;
        this.parts = parts;
        this.listener = listener;
        this.adminToken = adminToken;
        stops.push(opened::close);
        store = parts.store().apply(opened);
        fanout = parts.fanout().apply(new LocalFanout(vertx));
        stops.push(fanout::close);
        feed = new Feed(fanout, store, config.timers().reconcile());
        // Whoever hears through it is stopped before.
        stops.push(feed::close);
        outboundPolicy = OutboundPolicy.of(config);
        engines = new Engines(outboundPolicy);
        clientAddress = new ClientAddress(config.http()::trusts);
    }

    /** Completes when it listens. One that fails is to be stopped all the same. */
    Future<Void> start() {
        stops.push(() -> vertx.executeBlocking(() -> {
            metrics.close();
            return null;
        }));
        store.onCommit(notifications -> {
            metrics.committed(notifications);
            fanout.publish(notifications);
        });
        Outbound outbound = new Outbound(vertx, outboundPolicy);
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
                            limits(),
                            bot -> provider(bot).joins(),
                            new RateLimits(rates()),
                            metrics);
                    conversations = opened;
                    engines.provider(CourierProvider.class).orElseThrow().identities(opened::identities);
                    return registry.load(config.botsDir())
                            .compose(loaded -> makeDemoBot(registry))
                            .compose(ready -> deployEngines(registry, images, outbound))
                            .onSuccess(running -> keepShort(registry, opened))
                            .compose(desk -> listen(registry, opened, images, desk));
                });
    }

    /** Stops: not ready, sockets closed so that clients come back, no new ones, what is in flight committed. */
    Future<Void> stop() {
        return stops.run();
    }

    /** The port of open metrics; 0 when there is none. */
    int metricsPort() {
        return metricsPort;
    }

    Bots bots() {
        return Objects.requireNonNull(bots, "not started");
    }

    Conversations conversations() {
        return Objects.requireNonNull(conversations, "not started");
    }

    private Limits limits() {
        return new Limits(config.limits().text(), config.limits().data());
    }

    private Rates rates() {
        Config.Rates rates = config.rates();
        return new Rates(rates.messages(), rates.sessions(), rates.connection(), rates.bot());
    }

    private void keepShort(BotRegistry registry, Conversations opened) {
        Retention retention = new Retention(
                vertx, registry, store.statistics(), opened, config.retentionDays(), InstantSource.system());
        retention.start();
        stops.push(() -> {
            retention.stop();
            return Future.succeededFuture();
        });
    }

    private EngineProvider provider(Bot bot) {
        return engines.provider(bot.manifest().engineType()).orElseThrow();
    }

    private Future<?> makeDemoBot(BotRegistry registry) {
        boolean wanted = switch (config.demo()) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> config.http().isLoopback();
        };
        return wanted && registry.registered().isEmpty() ? DemoBot.make(vertx, registry) : Future.succeededFuture();
    }

    private Future<EngineCalls> deployEngines(BotRegistry registry, ImageStore images, Outbound outbound) {
        EngineContext context = new EngineContext(
                vertx,
                outbound,
                new EventJson(config.http().publicUrl().map(URI::toString).orElse("")),
                store::before,
                images::base64,
                notification -> fanout.publish(List.of(notification)));
        int count = Runtime.getRuntime().availableProcessors();
        AtomicInteger next = new AtomicInteger();
        List<DeliveryVerticle> loops = new CopyOnWriteArrayList<>();
        return deploy(count, () -> {
                    DeliveryVerticle loop = new DeliveryVerticle(
                            next.getAndIncrement(),
                            count,
                            store,
                            fanout,
                            registry,
                            bot -> engines.create(context, bot),
                            limits(),
                            config.timers().sweep(),
                            metrics);
                    loops.add(loop);
                    return loop;
                })
                .map(deployed -> new EngineCalls(loops, bot -> provider(bot).joins()));
    }

    private Future<Void> listen(BotRegistry registry, Conversations opened, ImageStore images, EngineCalls desk) {
        ImageRoutes imageRoutes = new ImageRoutes(images, store, registry);
        MetricsRoutes statistics = new MetricsRoutes(new Scrape(vertx, metrics, store.statistics()));
        AtomicBoolean ready = new AtomicBoolean(true);
        return Rest.wire(
                        vertx,
                        config,
                        clientAddress,
                        store,
                        registry,
                        opened,
                        adminToken.secret().value(),
                        imageRoutes.attachment())
                .compose(api -> {
                    stops.push(api::settled);
                    Gateways gateways = new Gateways(
                            vertx,
                            config,
                            clientAddress,
                            registry,
                            opened,
                            fanout,
                            feed,
                            engines,
                            desk,
                            images,
                            api::speaks);
                    gateways.count(metrics);
                    List<HttpVerticle.Mount> mounts = new ArrayList<>();
                    mounts.add(new HealthRoutes(store, ready::get));
                    mounts.addAll(gateways.mounts());
                    mounts.add(HttpVerticle.Mount.of(router -> statistics.mount(router, api.door())));
                    mounts.add(HttpVerticle.Mount.of(api::mount));
                    mounts.add(HttpVerticle.Mount.of(imageRoutes::mount));
                    mounts.add(HttpVerticle.Mount.of(new PageRoutes(registry, Version.text())::mount));
                    return listener.listen(parts.routes().apply(mounts)).onSuccess(listening -> {
                        stops.push(() -> vertx.undeploy(listening));
                        // Sockets are told to come back while the store still takes what they have sent.
                        stops.push(() -> {
                            ready.set(false);
                            return gateways.drain();
                        });
                    });
                })
                .compose(listening -> {
                    return config.metricsPort()
                            .map(wanted -> openMetrics(statistics, wanted))
                            .orElse(Future.succeededFuture());
                });
    }

    private Future<Void> openMetrics(MetricsRoutes statistics, int wanted) {
        MetricsRoutes.Open server = statistics
        .new Open(new HttpServerOptions().setHost(config.http().host()).setPort(wanted));
        return deploy(1, () -> server).onSuccess(listening -> metricsPort = server.port());
    }

    private Future<Void> deploy(int instances, Supplier<Deployable> verticle) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
                .onSuccess(id -> stops.push(() -> vertx.undeploy(id)))
                .mapEmpty();
    }
}
