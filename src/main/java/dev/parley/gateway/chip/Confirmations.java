package dev.parley.gateway.chip;

import dev.parley.bot.Bot;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.LogReader;
import dev.parley.feed.Loops;
import dev.parley.gateway.EngineCalls;
import dev.parley.gateway.GatewayContext;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * What comes of it when clients confirm messages. Tabs of one visitor may be on different event loops and confirm a message
 * within milliseconds, so the confirmations in a session are dealt with on the event loop that owns it, one after the other:
 * what is shown in several places is confirmed by the first, and the others are not told on. Any event loop.
 */
final class Confirmations {
    private final Loops<ChipLoop> loops;
    private final Conversations conversations;
    private final LogReader reader;
    private final Contacts contacts;
    private final EngineCalls engines;

    Confirmations(GatewayContext context, Loops<ChipLoop> loops, Contacts contacts) {
        this.loops = loops;
        this.contacts = contacts;
        conversations = context.conversations();
        reader = context.feed().reader();
        engines = context.engines();
    }

    /**
     * Confirms a message by its id. The other side is told first; if it does not take it, the outbox stays as it is. An id
     * that was never shown is told on and moves nothing.
     */
    Future<Void> confirm(Object id, Bot bot, Chat chat, Visit visit) {
        Message head = chat.head();
        if (head == null || !head.id().is(id)) {
            return visit.confirms(id)
                    ? Future.succeededFuture()
                    : report(id, bot, chat.contact().person());
        }
        SessionRef target = new SessionRef(head.session(), bot.id(), Contact.GATEWAY);
        return loops.call(
                        loops.owner(head.session()),
                        owner -> owner.confirmations().take(head.session(), () -> confirm(target, head)))
                .onSuccess(done -> {
                    visit.confirms(head.id().number());
                    chat.confirmed(head.session(), head.lastSeq());
                });
    }

    private Future<Void> confirm(SessionRef target, Message head) {
        return reader.session(target).compose(found -> {
            Session session = found.orElseThrow();
            String outside = head.id().outside();
            // The first confirmation may be known to the store and not yet where the second comes from.
            return session.seen() >= head.lastSeq()
                    ? Future.succeededFuture()
                    : (outside == null ? Future.<Void>succeededFuture() : engines.receipt(session, outside))
                            .compose(told -> conversations.seen(target, head.lastSeq()));
        });
    }

    // Own numbers mean nothing to anybody else.
    private Future<Void> report(Object id, Bot bot, UUID person) {
        if (id instanceof Long number && number >= MessageId.OWN) {
            return Future.succeededFuture();
        }
        return contacts.sessions(person, bot.id())
                .compose(sessions -> sessions.isEmpty() ? contacts.open(bot, person) : last(sessions))
                .compose(session -> engines.receipt(session, id.toString()));
    }

    private static Future<Session> last(List<Session> sessions) {
        return Future.succeededFuture(sessions.get(sessions.size() - 1));
    }
}
