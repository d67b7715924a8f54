package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code put_data}: merges session data, top level only (AIDA spec 2.5). */
final class PutData implements PushHandler<BotChannel> {
    @Override
    public Future<Payload> handle(Payload payload, BotChannel channel) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        JsonObject data = PushFields.data(PushFields.object(object, "data"));
        return channel.attach(name).compose(attached -> {
            if (data.isEmpty()) {
                return Future.succeededFuture(Payload.EMPTY);
            }
            return channel.gateway()
                    .conversations()
                    .merge(channel.target(name.id()), Author.PERSON, data)
                    .map(Payload.EMPTY);
        });
    }
}
