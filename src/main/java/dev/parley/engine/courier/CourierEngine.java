package dev.parley.engine.courier;

import dev.parley.bot.Bot;
import dev.parley.bot.ChannelEntry;
import dev.parley.conversation.Body;
import dev.parley.conversation.Session;
import dev.parley.engine.Answer;
import dev.parley.engine.Delivery;
import dev.parley.engine.Engine;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells Courier what a visitor does, one request at a time for each visitor, in order. Courier answers later, through
 * {@code /wc/send}. Messages are told again when that fails; that a chat begins or a message arrived is told once, and
 * whoever asked learns how it went. Belongs to one event loop.
 */
final class CourierEngine implements Engine {
    private final String url;
    private final String secret;
    private final CourierCall call;
    private final Chats chats;

    /** What was asked last for a visitor and is not answered yet. */
    private final Map<UUID, Future<Void>> last = new HashMap<>();

    /** Receipts on their way: the same from two sockets is told once. */
    private final Map<Receipt, Future<Void>> receipts = new HashMap<>();

    private record Receipt(UUID session, String id) {}

    CourierEngine(Bot bot, ChannelEntry.Chip entry, CourierCall call, Chats chats) {
        this.url = entry.courierUrl() + "/c/chp/" + bot.id() + "/receive";
        this.secret = String.valueOf(entry.secret());
        this.call = call;
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
        Receipt receipt = new Receipt(session.id(), externalId);
        Future<Void> under = receipts.get(receipt);
        if (under != null) {
            return under;
        }
        Future<Void> told = tell(session, CourierEvent.delivered(externalId));
        if (!told.isComplete()) {
            receipts.put(receipt, told);
            told.onComplete(done -> receipts.remove(receipt));
        }
        return told;
    }

    private Future<Void> tell(Session session, JsonObject event) {
        UUID id = session.id();
        Future<Void> before = last.getOrDefault(id, Future.succeededFuture());
        Future<Void> told = before.transform(done -> chats.idOf(session))
                .compose(chatId -> call.post(url, CourierEvent.request(chatId, secret, event)));
        if (!told.isComplete()) {
            last.put(id, told);
            told.onComplete(done -> last.remove(id, told));
        }
        return told;
    }
}
