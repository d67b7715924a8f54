package dev.parley.server;

import dev.parley.api.ApiRoutes;
import dev.parley.config.Config;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.DocumentQueries;
import dev.parley.conversation.PersonQueries;
import dev.parley.conversation.Undeliverables;
import dev.parley.feed.Feed;
import dev.parley.gateway.EngineCalls;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.PhoenixTopics;
import dev.parley.media.ImageRoutes;
import dev.parley.websocket.OriginPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.UUID;

/** What doors may use of a server. */
record DoorContext(Host host, Core core, EngineCalls engines, ImageRoutes images, ApiRoutes api, PhoenixTopics topics)
        implements GatewayContext {
    @Override
    public Vertx vertx() {
        return host.vertx();
    }

    @Override
    public int loops() {
        return Listener.LOOPS;
    }

    @Override
    public Config config() {
        return host.config();
    }

    @Override
    public Bots bots() {
        return core.bots();
    }

    @Override
    public Conversations conversations() {
        return core.conversations();
    }

    @Override
    public PersonQueries persons() {
        return core.store().people();
    }

    @Override
    public DocumentQueries documents() {
        return core.store().documents();
    }

    @Override
    public Feed feed() {
        return core.feed();
    }

    @Override
    public Undeliverables undeliverables() {
        return core.store().undeliverables();
    }

    @Override
    public OriginPolicy origins() {
        List<String> listed = config().http().origins();
        return listed.isEmpty() ? OriginPolicy.any() : OriginPolicy.list(listed);
    }

    @Override
    public String clientAddress(HttpServerRequest request) {
        return host.clientAddress().apply(request);
    }

    @Override
    public boolean speaks(String token, UUID bot) {
        return api.speaks(token, bot);
    }
}
