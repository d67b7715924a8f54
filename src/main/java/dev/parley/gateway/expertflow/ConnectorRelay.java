package dev.parley.gateway.expertflow;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.KeyedQueue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passes what is said to customers without a socket to the connector of their channel, in order and, as far as it can be
 * known, once: the session's heard mark says how far. Where no connector is, the next message that one is there for brings
 * what was said before. Belongs to one event loop.
 */
final class ConnectorRelay {
    private static final int PAGE = 100;

    private final ExpertflowGateway gateway;
    private final Conversations conversations;
    private final KeyedQueue turns = new KeyedQueue();

    ConnectorRelay(ExpertflowGateway gateway) {
        this.gateway = gateway;
        this.conversations = gateway.conversations();
    }

    /** A session may have something to be passed on. */
    void offer(Session session) {
        if (session.heard() >= session.lastSeq() || connector(session).isEmpty()) {
            return;
        }
        turns.take(
                session.id(),
                () -> conversations
                        .session(new SessionRef(session.id(), session.bot(), ExpertflowGateway.NAME))
                        .compose(found ->
                                found.map(now -> pass(now, now.heard())).orElse(Future.succeededFuture())));
    }

    private Optional<Connectors.Connector> connector(Session session) {
        return gateway.connectors().of(session.bot(), new Attributes(session.data()).channel());
    }

    private Future<Void> pass(Session session, long from) {
        return gateway.customers()
                .of(session)
                .compose(customer -> conversations
                        .after(session.id(), from, PAGE)
                        .compose(events -> {
                            ConversationSnapshot known = new ConversationSnapshot(session, customer.id());
                            long reached = from;
                            int next = 0;
                            while (next < events.size()) {
                                int end = next + Message.parts(events.get(next));
                                if (end > events.size()) {
                                    break;
                                }
                                Message message = new Message(events.subList(next, end));
                                if (!pass(message, known)) {
                                    return conversations.heard(Map.of(session.id(), reached));
                                }
                                reached = message.lastSeq();
                                next = end;
                            }
                            long passed = reached;
                            return conversations
                                    .heard(Map.of(session.id(), passed))
                                    .compose(
                                            marked -> isEnd(events) ? Future.succeededFuture() : pass(session, passed));
                        }));
    }

    private static boolean isEnd(List<Event> events) {
        return events.size() < PAGE;
    }

    /** False when there is nobody to take it. */
    private boolean pass(Message message, ConversationSnapshot known) {
        if (!message.isSaid() || message.isCustomers() || message.isWhisper()) {
            return true;
        }
        Optional<Connectors.Connector> connector = connector(known.session());
        connector.ifPresent(found -> {
            CustomerSocket socket = found.socket();
            JsonObject to =
                    new JsonObject().put("id", known.attributes().refId()).put("type", "Customer");
            JsonObject said = new Rendering(socket.base()).said(message, known).put("to", new JsonArray().add(to));
            socket.loop().run(() -> socket.emit(Emissions.of(said)));
        });
        return connector.isPresent();
    }
}
