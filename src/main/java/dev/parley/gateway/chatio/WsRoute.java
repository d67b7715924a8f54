package dev.parley.gateway.chatio;

import dev.parley.conversation.Asker;
import dev.parley.websocket.UpgradeHeaders;
import dev.parley.websocket.WebSocketPipeline;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Takes plain WebSockets. Whom it will not serve it tells so inside, where clients look. */
final class WsRoute implements Handler<RoutingContext> {
    private final ChatioLoop loop;

    WsRoute(ChatioLoop loop) {
        this.loop = loop;
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String problem = UpgradeHeaders.problem(request);
        if (problem != null) {
            request.response().putHeader("sec-websocket-version", "13");
            Cors.refuse(request, Fault.validation(problem));
        } else if (loop.gateway().draining()) {
            Cors.json(request, 503, new JsonObject());
        } else {
            upgrade(request);
        }
    }

    /** Waits for the end of the request, as the HTTP decoder goes with it. */
    private void upgrade(HttpServerRequest request) {
        Asker asker = loop.gateway().asker(request);
        WsConnection connection = new WsConnection(
                loop, Licence.of(request), asker, request.getHeader("origin"), Door.authority(request));
        String key = request.getHeader("sec-websocket-key");
        Channel channel = ((ConnectionBase) request.connection()).channel();
        request.resume();
        request.end().onSuccess(read -> {
            if (channel.isActive()) {
                WebSocketPipeline.install(channel, key, new DefaultHttpHeaders(), null, connection);
            }
        });
    }
}
