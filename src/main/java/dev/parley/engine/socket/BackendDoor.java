package dev.parley.engine.socket;

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
    BackendDoor(GatewayContext context, Backends backends) {
        context.topics()
                .add(BackendChannel.TOPIC + "*", BackendDoor::isMeant, () -> new BackendChannel(context, backends));
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
}
