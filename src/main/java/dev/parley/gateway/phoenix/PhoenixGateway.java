package dev.parley.gateway.phoenix;

import dev.parley.conversation.EventJson;
import dev.parley.feed.Loops;
import dev.parley.feed.SessionHub;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.OptionalLong;

/**
 * The gateway for AIDA's bot channel, on the server's Phoenix endpoint. One for the server; channels made on an event loop
 * find what they share there by their thread.
 */
final class PhoenixGateway implements Gateway {
    static final String NAME = WebsocketEntry.GATEWAY;

    private final GatewayContext server;
    private final PhoenixContext context;

    PhoenixGateway(GatewayContext server) {
        this.server = server;
        this.context = new PhoenixContext(
                server.bots(),
                server.conversations(),
                server.feed().reader(),
                server.undeliverables(),
                new EventJson(server.publicUrl()),
                new PushOrigins(),
                server.config().limits().resume(),
                new Loops<>(server.loops()));
        server.topics().configure(PhoenixOptions.sockets(server.config()));
        server.topics().add(JoinRequest.TOPIC + "*", () -> new BotChannel(context));
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        router.post("/content/image/:bot/:session").handler(server.images().upload(NAME));
        SessionHub hub = server.feed().hub(vertx);
        Rendering rendering = new Rendering(context.json());
        TopicAudience topics = new TopicAudience(hub, context.origins(), rendering);
        context.loops().add(vertx, new PhoenixLoop(hub, rendering, topics));
        return Future.succeededFuture();
    }

    @Override
    public OptionalLong connections() {
        return OptionalLong.of(server.topics().connections());
    }
}
