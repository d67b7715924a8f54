package dev.parley.gateway.phoenix;

import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code seen}: the person has seen everything up to a seq. */
final class Seen implements PushHandler<BotChannel> {
    @Override
    public Future<Payload> handle(Payload payload, BotChannel channel) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        long seq = PushFields.seq(object, "seq");
        return channel.attach(name)
                .compose(attached -> channel.gateway().conversations().seen(channel.target(name.id()), seq))
                .map(Payload.EMPTY);
    }
}
