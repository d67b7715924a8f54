package dev.parley.gateway.phoenix;

import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;

/** {@code delete_session}: erases the session with all it has; one that is unknown is gone already (AIDA spec 2.2). */
final class DeleteSession implements PushHandler<BotClient> {
    @Override
    public Future<Payload> handle(Payload payload, BotClient client) {
        PushFields.SessionName name = PushFields.session(PushFields.object(payload));
        return client.context().conversations().erase(client.target(name.id())).map(Payload.EMPTY);
    }
}
