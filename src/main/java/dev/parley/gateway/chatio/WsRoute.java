package dev.parley.gateway.chatio;

import dev.parley.conversation.ClientQuota;
import dev.parley.websocket.UpgradeHeaders;
import dev.parley.websocket.VertxInternals;
import dev.parley.websocket.WebSocketPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Takes plain WebSockets. Whom it will not serve it tells so inside, where clients look. */
final class WsRoute implements Handler<RoutingContext> {
    private final ChatioLoop loop;
    private final Context here;

    WsRoute(ChatioLoop loop, Vertx vertx) {
        this.loop = loop;
        this.here = VertxInternals.plainContext(vertx);
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String problem = UpgradeHeaders.problem(request);
        if (problem != null) {
            request.response().putHeader("sec-websocket-version", "13");
            Cors.refuse(request, Fault.validation(problem));
        } else if (loop.connections().draining()) {
            Cors.json(request, 503, new JsonObject());
        } else {
            upgrade(request);
        }
    }

    private void upgrade(HttpServerRequest request) {
        ClientQuota quota = loop.context().quota(request);
        long license = Licence.of(request);
        String origin = request.getHeader("origin");
        String authority = OriginCheck.authority(request);
        WebSocketPipeline.upgrade(
                request,
                new DefaultHttpHeaders(),
                null,
                () -> new WsConnection(here, loop, license, quota, origin, authority));
    }
}
