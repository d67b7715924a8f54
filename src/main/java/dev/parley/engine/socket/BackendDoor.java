package dev.parley.engine.socket;

import dev.parley.conversation.Bots;
import dev.parley.conversation.EventJson;
import dev.parley.gateway.Door;
import dev.parley.gateway.GatewayContext;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/**
 * Where backends come in: at the topic of their bot, which people join with another token. It has no routes of its own;
 * the server's Phoenix endpoint has them.
 */
final class BackendDoor implements Door {
    /** What stands before a bot's id in its topic. */
    static final String TOPIC = "bot:";

    private final GatewayContext context;
    private final Backends backends;
    private final EventJson json;

    BackendDoor(GatewayContext context, Backends backends) {
        this.context = context;
        this.backends = backends;
        this.json = new EventJson(context.publicUrl());
        context.topics().add(TOPIC + "*", BackendDoor::isMeant, () -> new BackendChannel(this));
    }

    private static boolean isMeant(Payload join) {
        return join instanceof Payload.Json json
                && json.value() instanceof JsonObject object
                && object.containsKey(BackendChannel.TOKEN);
    }

    @Override
    public Future<Void> mount(Vertx loop, Router router) {
        return Future.succeededFuture();
    }

    GatewayContext context() {
        return context;
    }

    Bots bots() {
        return context.bots();
    }

    Backends backends() {
        return backends;
    }

    EventJson json() {
        return json;
    }
}
