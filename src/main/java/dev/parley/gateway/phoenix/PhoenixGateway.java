package dev.parley.gateway.phoenix;

import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.EventJson;
import dev.parley.gateway.Gateway;
import dev.parley.gateway.GatewayContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gateway for AIDA's bot channel, on the server's Phoenix endpoint. One for the server; channels made on an event loop
 * find its {@link BotLoop} by their thread.
 */
final class PhoenixGateway implements Gateway {
    /** The name sessions born here carry. */
    static final String NAME = "phoenix";

    private final GatewayContext context;
    private final EventJson json;
    private final EventText texts;
    private final PushOrigins pushers = new PushOrigins();
    private final Map<Thread, BotLoop> loops = new ConcurrentHashMap<>();

    PhoenixGateway(GatewayContext context) {
        this.context = context;
        this.json = new EventJson(context.publicUrl());
        this.texts = new EventText(json);
        context.topics().configure(PhoenixOptions.sockets(context.config().settings()));
        context.topics().add(JoinRequest.TOPIC + "*", () -> new BotChannel(this));
    }

    @Override
    public Future<Void> mount(Vertx vertx, Router router) {
        router.post("/content/image/:bot/:session").handler(context.images().upload(NAME));
        BotLoop loop = new BotLoop(this);
        loops.put(Thread.currentThread(), loop);
        vertx.setPeriodic(context.config().timers().reconcile().toMillis(), timer -> loop.reconcile());
        return context.fanout().subscribe(loop::hear).mapEmpty();
    }

    @Override
    public OptionalLong connections() {
        return OptionalLong.of(context.topics().connections());
    }

    BotLoop loop() {
        return Objects.requireNonNull(loops.get(Thread.currentThread()), "not an event loop of this gateway");
    }

    Bots bots() {
        return context.bots();
    }

    Conversations conversations() {
        return context.conversations();
    }

    EventJson json() {
        return json;
    }

    EventMessages messages() {
        return new EventMessages(json, texts);
    }

    PushOrigins pushers() {
        return pushers;
    }

    int resumeLimit() {
        return context.config().limits().resume();
    }
}
