package dev.parley.gateway.expertflow;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code registerConnector}: the socket stands for the customers of a channel who have none themselves. It would read what
 * is meant for them, so it must show the secret of the channel's bot, or come from where that expects connectors.
 */
final class RegisterConnector implements EventHandler {
    private final Connectors connectors;

    RegisterConnector(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public Future<Answer> handle(JsonObject payload, CustomerSocket socket) {
        String channel = Payload.text(payload, "channel");
        if (!Payload.text(payload, "id").equals(channel)) {
            throw Fault.invalid("id is not the channel's name");
        }
        Optional<Connectors.Connector> connector = socket.loop()
                .channels()
                .of(channel)
                .flatMap(served -> Optional.of(
                                new Connectors.Connector(channel, served.bot().id(), socket, secret(payload, socket)))
                        .filter(asking -> asking.isAllowed(served.entry())));
        connectors.put(connector.orElseThrow(() -> Fault.forbidden("No connector of this channel is let in so")));
        return Future.succeededFuture(Answer.ok());
    }

    private static @Nullable String secret(JsonObject payload, CustomerSocket socket) {
        return payload.getValue("secret") instanceof String secret ? secret : socket.secret();
    }
}
