package dev.parley.server;

import dev.parley.config.Config;
import dev.parley.conversation.BotRegistry;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Fanout;
import dev.parley.delivery.EngineCalls;
import dev.parley.engine.Engines;
import dev.parley.engine.socket.SocketProvider;
import dev.parley.feed.Feed;
import dev.parley.gateway.chatio.ChatioGateway;
import dev.parley.gateway.chatio.ChatioOptions;
import dev.parley.gateway.chip.ChipGateway;
import dev.parley.gateway.expertflow.ExpertflowGateway;
import dev.parley.gateway.expertflow.ExpertflowOptions;
import dev.parley.gateway.expertflow.Mailer;
import dev.parley.gateway.gws.GwsGateway;
import dev.parley.gateway.gws.GwsOptions;
import dev.parley.gateway.phoenix.PhoenixGateway;
import dev.parley.http.ClientAddress;
import dev.parley.http.HttpVerticle;
import dev.parley.media.FileUploads;
import dev.parley.media.ImageStore;
import dev.parley.metrics.PrometheusMetrics;
import dev.parley.phoenix.PhoenixEndpoint;
import dev.parley.phoenix.SocketOptions;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;

/** The gateways, wired. */
final class Gateways {
    private final PhoenixGateway phoenix;
    private final PhoenixEndpoint sockets;
    private final ChipGateway chip;
    private final GwsGateway gws;
    private final ChatioGateway chatio;
    private final ExpertflowGateway expertflow;

    /**
     * @param clientAddress whom a request comes from
     * @param apiKeys whether a token of the REST API may speak for a bot
     */
    Gateways(
            Vertx vertx,
            Config config,
            ClientAddress clientAddress,
            BotRegistry bots,
            Conversations conversations,
            Fanout fanout,
            Feed feed,
            Engines engines,
            EngineCalls desk,
            ImageStore images,
            BiPredicate<String, UUID> apiKeys) {
        String publicUrl = config.http().publicUrl().map(URI::toString).orElse("");
        OriginPolicy origins = config.http().origins().isEmpty()
                ? OriginPolicy.any()
                : OriginPolicy.list(config.http().origins());
        phoenix = new PhoenixGateway(
                bots,
                conversations,
                fanout,
                engines.provider(SocketProvider.class).orElseThrow().backends(),
                publicUrl,
                config.limits().resume(),
                config.timers().reconcile());
        sockets = PhoenixEndpoint.builder()
                .channel("bot:*", phoenix::channel)
                .origins(origins)
                .remoteAddress(clientAddress)
                // What AIDA's server, a Phoenix 1.3, answers its clients.
                .refuseUnjoinedLeave(true)
                .options(SocketOptions.DEFAULT
                        .withIdleTimeout(config.phoenix().idleTimeout())
                        .withLongPollWindow(config.phoenix().longpollWindow())
                        .withMaxFrameBytes(config.phoenix().maxFrame()))
                .build(vertx);
        chip = new ChipGateway(
                bots,
                conversations,
                fanout,
                desk,
                publicUrl,
                origins,
                clientAddress,
                config.timers().reconcile());
        gws = new GwsGateway(
                bots,
                conversations,
                feed,
                new GwsOptions(
                        config.gws().base(),
                        publicUrl,
                        config.gws().expiry(),
                        config.timers().sweep(),
                        config.gws().maxBody(),
                        config.gws().requestsPerMinute()),
                clientAddress,
                Listener.LOOPS);
        chatio = new ChatioGateway(
                vertx,
                bots,
                conversations,
                fanout,
                new FileUploads(images, config.chatio().fileTypes()),
                new ChatioOptions(
                        publicUrl, ChatioOptions.MAX_FILE, config.timers().reconcile()),
                origins,
                clientAddress,
                apiKeys);
        expertflow = new ExpertflowGateway(
                vertx,
                bots,
                conversations,
                fanout,
                new ExpertflowOptions(
                        config.expertflow().base(),
                        publicUrl,
                        config.http().tls().isPresent() ? "https" : "http",
                        config.expertflow().joinWithin(),
                        config.expertflow().grace(),
                        config.expertflow().idle(),
                        config.timers().sweep(),
                        config.timers().reconcile()),
                config.mail().map(mail -> new Mailer(vertx, mail)),
                origins,
                clientAddress,
                Listener.LOOPS);
    }

    /** The routes of all of them. */
    List<HttpVerticle.Mount> mounts() {
        return List.of(
                (loop, router) -> {
                    sockets.mount(router, "/socket");
                    return phoenix.startLoop(loop);
                },
                chip::mount,
                gws::mount,
                chatio::mount,
                expertflow::mount);
    }

    /** Has their sockets counted. */
    void count(PrometheusMetrics metrics) {
        metrics.sockets(PhoenixGateway.NAME, sockets::connections);
        metrics.sockets(ChipGateway.NAME, chip::connections);
        metrics.sockets(ChatioGateway.NAME, chatio::connections);
        metrics.sockets(ExpertflowGateway.NAME, expertflow::connections);
    }

    /** Closes all sockets so that clients come back, and lets no new ones in. */
    Future<Void> drain() {
        return Future.join(sockets.drain(), chip.drain(), chatio.drain(), expertflow.drain())
                .mapEmpty();
    }
}
