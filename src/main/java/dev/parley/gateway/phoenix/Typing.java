package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Notification;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code typing}: the person began or stopped typing; told, not stored. */
final class Typing implements PushHandler<BotClient> {
    @Override
    public Future<Payload> handle(Payload payload, BotClient client) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        boolean on = PushFields.bool(object, "on");
        return client.attach(name).map(attached -> {
            client.context()
                    .conversations()
                    .tell(new Notification.Typing(name.id(), client.bot().id(), Author.PERSON, on));
            return Payload.EMPTY;
        });
    }
}
