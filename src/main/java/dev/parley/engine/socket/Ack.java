package dev.parley.engine.socket;

import dev.parley.gateway.PushFields;
import dev.parley.gateway.PushHandler;
import dev.parley.phoenix.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * {@code ack}: the bot's side has dealt with a session up to a seq. It counts for what was told on this connection; one
 * that comes late or twice changes nothing.
 */
final class Ack implements PushHandler<JoinedBackend> {
    @Override
    public Future<Payload> handle(Payload payload, JoinedBackend backend) {
        JsonObject object = PushFields.object(payload);
        UUID session = PushFields.session(object).id();
        long seq = PushFields.seq(object, "seq");
        BackendMessage.PersonEvent waiting = backend.acknowledgements().waiting(session);
        if (waiting != null && waiting.event().seq() <= seq) {
            backend.acknowledgements().delivered(waiting);
        }
        return Future.succeededFuture(Payload.EMPTY);
    }
}
