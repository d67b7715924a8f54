package dev.parley.gateway.phoenix;

import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code new_session}: opens a session; {@code data} counts only when it is an object (AIDA spec 2.2). */
final class NewSession implements PushHandler<BotClient> {
    @Override
    public Future<Payload> handle(Payload payload, BotClient client) {
        return client.open(data(payload))
                .map(session ->
                        Payload.of(new JsonObject().put("session", session.id().toString())));
    }

    private static JsonObject data(Payload payload) {
        if (payload instanceof Payload.Json json
                && json.value() instanceof JsonObject object
                && object.getValue("data") instanceof JsonObject data) {
            return PushFields.data(data);
        }
        return new JsonObject();
    }
}
