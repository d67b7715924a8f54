package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Notification;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code typing}: the person began or stopped typing; told, not stored. */
final class Typing implements PushHandler<BotChannel> {
    @Override
    public Future<Payload> handle(Payload payload, BotChannel channel) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        boolean on = PushFields.bool(object, "on");
        return channel.attach(name).map(attached -> {
            channel.gateway()
                    .conversations()
                    .tell(new Notification.Typing(name.id(), channel.botId(), Author.PERSON, on));
            return Payload.EMPTY;
        });
    }
}
