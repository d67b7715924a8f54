package dev.parley.gateway.phoenix;

import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code seen}: the person has seen everything up to a seq. */
final class Seen implements PushHandler<BotClient> {
    @Override
    public Future<Payload> handle(Payload payload, BotClient client) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        long seq = PushFields.seq(object, "seq");
        return client.attach(name)
                .compose(attached -> client.context().conversations().seen(client.target(name.id()), seq))
                .map(Payload.EMPTY);
    }
}
