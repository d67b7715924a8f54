package dev.parley.gateway.chip;

import dev.parley.bot.Bot;
import dev.parley.conversation.ClientQuota;
import dev.parley.gateway.GatewayContext;
import dev.parley.websocket.VertxInternals;
import dev.parley.websocket.WebSocketPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;

/** Answers {@code /wc/connect/<bot>/}: refuses, or makes the request a WebSocket. Connecting alone starts nothing. */
final class ConnectRoute implements Handler<RoutingContext> {
    private static final String VERSION = "sec-websocket-version";
    private static final String KEY = "sec-websocket-key";

    private final GatewayContext context;
    private final Context here;
    private final ChipBots bots;
    private final Commands commands;
    private final ChipLoop loop;

    ConnectRoute(GatewayContext context, Vertx vertx, ChipBots bots, Commands commands, ChipLoop loop) {
        this.context = context;
        this.here = VertxInternals.plainContext(vertx);
        this.bots = bots;
        this.commands = commands;
        this.loop = loop;
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        ChipBot bot = Replies.bot(bots, routing);
        if (bot == null) {
            return;
        }
        int refused = refusal(request);
        if (refused != 0) {
            request.response().putHeader(VERSION, "13");
            Replies.text(request, refused, refused == 405 ? "Method Not Allowed" : "Bad Request");
        } else if (!allowed(bot.bot(), request)) {
            Replies.error(request, 403, "origin not allowed");
        } else if (loop.connections().draining()) {
            Replies.error(request, 503, "server is stopping");
        } else {
            upgrade(request, bot.bot());
        }
    }

    /** The status that refuses what is no upgrade, 0 for one. */
    private static int refusal(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_1
                || !names(request, "connection", "upgrade")
                || !names(request, "upgrade", "websocket")) {
            return 400;
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return 405;
        }
        String key = request.getHeader(KEY);
        return names(request, VERSION, "13") && key != null && !key.isEmpty() ? 0 : 400;
    }

    private static boolean names(HttpServerRequest request, String header, String token) {
        return request.headers().getAll(header).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .anyMatch(named -> named.strip().equalsIgnoreCase(token));
    }

    private boolean allowed(Bot bot, HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        HostAndPort host = request.authority();
        return origin == null
                || (bot.manifest().allowsOrigin(origin, host == null ? null : host.toString())
                        && context.origins().allows(request));
    }

    private void upgrade(HttpServerRequest request, Bot bot) {
        ClientQuota quota = context.conversations().quota(context.clientAddress(request));
        WebSocketPipeline.upgrade(
                request,
                new DefaultHttpHeaders(),
                null,
                () -> new ChipConnection(here, loop, commands, bot.id(), quota));
    }
}
