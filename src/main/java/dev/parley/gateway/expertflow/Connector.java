package dev.parley.gateway.expertflow;

import dev.parley.conversation.Notification;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Session;
import dev.parley.feed.KeyedQueue;
import dev.parley.feed.Loops;
import dev.parley.feed.SessionHub;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A socket that stands for the customers of a channel who have none themselves. What is said to them it is told in order
 * and, as far as it can be known, once: the session's heard mark says how far. What was said while no connector was there
 * it is told with the next thing that is.
 *
 * <pre>
 *   a session of its bot grows, or a customer leaves --> offer --> has the customer a socket? ask the owner's loop
 *                                                                    | no
 *                   heard mark &lt;-- told &lt;-- page of the log, while the socket has room
 * </pre>
 *
 * <p>Belongs to its socket's event loop.
 */
final class Connector implements SessionHub.BotListener {
    private final ExpertflowContext context;
    private final Loops<ExpertflowLoop> loops;
    private final ConnectorLogin login;
    private final ClientSocket client;
    private final Predicate<Connector> stands;
    private final KeyedQueue turns = new KeyedQueue();
    private final Set<UUID> waiting = new HashSet<>();

    /**
     * @param stands whether it is the one that stands for its channel
     */
    Connector(
            ExpertflowContext context, Loops<ExpertflowLoop> loops, ConnectorLogin login, Predicate<Connector> stands) {
        this.context = context;
        this.loops = loops;
        this.login = login;
        this.client = login.client();
        this.stands = stands;
    }

    ConnectorLogin login() {
        return login;
    }

    /** A conversation may have something for it. From any thread. */
    void offer(Session session) {
        if (session.heard() < session.lastSeq()) {
            client.context().runOnContext(here -> offer(session.id()));
        }
    }

    private void offer(UUID conversation) {
        if (waiting.add(conversation)) {
            turns.take(conversation, () -> {
                waiting.remove(conversation);
                return loops.call(
                                loops.owner(conversation),
                                owner -> Future.succeededFuture(owner.presence().hasSockets(conversation)))
                        .compose(there -> there ? Future.succeededFuture() : tell(conversation));
            });
        }
    }

    private Future<Void> tell(UUID conversation) {
        return context.reader()
                .session(ConversationRef.of(conversation))
                .compose(found -> found.map(session -> context.customers()
                                .of(session)
                                .compose(customer -> tell(
                                        new ConversationSnapshot(session, customer.id()),
                                        session.heard(),
                                        PageLimit.DEFAULT)))
                        .orElse(Future.succeededFuture()));
    }

    private Future<Void> tell(ConversationSnapshot known, long from, PageLimit limit) {
        UUID conversation = known.session().id();
        return client.reads()
                .read(() -> context.reader().after(conversation, from, limit))
                .compose(page -> {
                    List<Message> messages = Message.whole(page.events());
                    if (messages.isEmpty() || !stands.test(this)) {
                        return goOn(page, known, from, limit.wider());
                    }
                    messages.forEach(message -> tell(message, known));
                    long told = messages.get(messages.size() - 1).lastSeq();
                    return context.conversations()
                            .heard(Map.of(conversation, told))
                            .compose(marked -> goOn(page, known, told, PageLimit.DEFAULT));
                });
    }

    private Future<Void> goOn(Page page, ConversationSnapshot known, long from, PageLimit limit) {
        return page.more() && stands.test(this) ? tell(known, from, limit) : Future.succeededFuture();
    }

    private void tell(Message message, ConversationSnapshot known) {
        if (message.isSaid() && !message.isCustomers() && !message.isWhisper()) {
            JsonObject to =
                    new JsonObject().put("id", known.attributes().refId()).put("type", "Customer");
            JsonObject said = new Rendering(client.base()).said(message, known);
            client.emit(Emissions.of(said.put("to", new JsonArray().add(to))));
        }
    }

    @Override
    public void logAppended(Notification.LogAppended told) {
        Session session = told.session();
        String channel = new Attributes(session.data()).channel();
        if (session.gateway().equals(ConversationRef.GATEWAY)
                && ExpertflowEntry.key(channel).equals(ExpertflowEntry.key(login.channel()))
                && stands.test(this)) {
            offer(session);
        }
    }

    // Of the rest there is nothing to tell.

    @Override
    public void status(Notification.Status told) {}

    @Override
    public void erased(Notification.Erased told) {}
}
