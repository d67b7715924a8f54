package dev.parley.engine.courier;

import dev.parley.conversation.Body;
import dev.parley.conversation.Session;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.DeliveryException;
import dev.parley.engine.Engine;
import dev.parley.engine.http.OutboundCall;
import dev.parley.engine.http.OutboundClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells Courier what a visitor does, one request at a time for each visitor, in order. Courier answers later, through
 * {@code /wc/send}. Messages are told again when that fails; that a chat begins or a message arrived is told once, and
 * whoever asked learns how it went. Belongs to one event loop.
 */
final class CourierEngine implements Engine {
    /** How long Courier may take; Chip's clients wait as long for their commands. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String url;
    private final String secret;
    private final OutboundClient outbound;
    private final ChatIds chats;

    /** What was asked last for a visitor and is not answered yet. */
    private final Map<UUID, Future<Void>> last = new HashMap<>();

    CourierEngine(String url, String secret, OutboundClient outbound, ChatIds chats) {
        this.url = url;
        this.secret = secret;
        this.outbound = outbound;
        this.chats = chats;
    }

    @Override
    public Future<Void> opened(Session session) {
        return tell(session, CourierEvent.started());
    }

    @Override
    public Future<Answer> deliver(Delivery delivery) {
        return delivery.event().body() instanceof Body.Text text
                ? tell(delivery.session(), CourierEvent.message(text.text())).map(Answer.NONE)
                : Future.succeededFuture(Answer.NONE);
    }

    @Override
    public Future<Void> receipt(Session session, String externalId) {
        return tell(session, CourierEvent.delivered(externalId));
    }

    private Future<Void> post(JsonObject request) {
        return outbound.post(OutboundCall.json(url, request), LIMIT)
                .compose(reply -> reply.isSuccess()
                        ? Future.succeededFuture()
                        : Future.failedFuture(DeliveryException.of("Courier", reply)));
    }

    private Future<Void> tell(Session session, JsonObject event) {
        UUID id = session.id();
        Future<Void> before = last.getOrDefault(id, Future.succeededFuture());
        Future<Void> told = before.transform(done -> chats.idOf(session))
                .compose(chatId -> post(CourierEvent.request(chatId, secret, event)));
        if (!told.isComplete()) {
            last.put(id, told);
            told.onComplete(done -> last.remove(id, told));
        }
        return told;
    }
}
