package dev.parley.gateway.expertflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code registerConnector}: the socket stands for the customers of a channel who have none themselves. */
final class RegisterConnector implements EventHandler {
    @Override
    public Future<Answer> handle(JsonObject payload, CustomerSocket socket) {
        String channel = Payload.text(payload, "channel");
        if (!Payload.text(payload, "id").equals(channel)) {
            throw Fault.invalid("id is not the channel's name");
        }
        String secret = payload.getValue("secret") instanceof String shown ? shown : null;
        if (!socket.stand(channel, secret)) {
            throw Fault.forbidden("No connector of this channel is let in so");
        }
        return Future.succeededFuture(Answer.ok());
    }
}
