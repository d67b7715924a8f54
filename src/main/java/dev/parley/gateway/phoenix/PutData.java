package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code put_data}: merges session data, top level only (AIDA spec 2.5). */
final class PutData implements PushHandler<BotClient> {
    @Override
    public Future<Payload> handle(Payload payload, BotClient client) {
        JsonObject object = PushFields.object(payload);
        PushFields.SessionName name = PushFields.session(object);
        JsonObject data = PushFields.data(PushFields.object(object, "data"));
        return client.attach(name).compose(attached -> {
            if (data.isEmpty()) {
                return Future.succeededFuture(Payload.EMPTY);
            }
            return client.context()
                    .conversations()
                    .merge(client.target(name.id()), Author.PERSON, data)
                    .map(Payload.EMPTY);
        });
    }
}
