package dev.parley.gateway.expertflow;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.KeyedQueue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which customers of one event loop's conversations have a socket anywhere, and when a conversation ends because nothing
 * happens in it. Coming and going are events of the log: what is kept here is lost at a restart and found there again.
 * Belongs to its event loop.
 */
final class Presence {
    private static final int PAGE = 200;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Conversations conversations;
    private final ExpertflowOptions options;
    private final KeyedQueue turns = new KeyedQueue();
    private final Map<UUID, Present> present = new HashMap<>();

    /** A customer who is there: with sockets, or without for less than the time of grace. */
    private static final class Present {
        private int sockets;
        private long timer = NO_TIMER;
    }

    Presence(Vertx vertx, Conversations conversations, ExpertflowOptions options) {
        this.vertx = vertx;
        this.conversations = conversations;
        this.options = options;
    }

    /** When a conversation in which something happens now may be ended. Longer than promised, so that few messages must write it anew. */
    Instant lease() {
        return Instant.now().plus(options.idle().multipliedBy(5).dividedBy(4));
    }

    /** Something happened in a conversation, which so goes on. */
    Future<Void> prolong(Session session) {
        Instant lapsesAt = session.lapsesAt();
        return lapsesAt == null || lapsesAt.isAfter(Instant.now().plus(options.idle()))
                ? Future.succeededFuture()
                : conversations.prolong(target(session), lease());
    }

    /** True while a socket of the customer is there. */
    boolean hasSockets(UUID conversation) {
        Present customer = present.get(conversation);
        return customer != null && customer.sockets > 0;
    }

    /** One socket more; true when it is the first that was ever there, with which the session begins. */
    Future<Boolean> enter(Session session, Bot bot, Author customer) {
        UUID id = session.id();
        return turns.take(id, () -> {
            boolean known = present.containsKey(id);
            // First, because a session that has begun must not be left with the short time of one that waits.
            Future<Boolean> entered = prolong(session)
                    .compose(prolonged -> known ? Future.succeededFuture(false) : begin(session, bot, customer));
            return entered.onSuccess(done -> {
                Present there = present.computeIfAbsent(id, any -> new Present());
                there.sockets++;
                vertx.cancelTimer(there.timer);
                there.timer = NO_TIMER;
            });
        });
    }

    private Future<Boolean> begin(Session session, Bot bot, Author customer) {
        return conversations
                .begin(target(session), bot, customer)
                .compose(begun -> begun
                        ? Future.succeededFuture(true)
                        : comeBack(session, customer).map(false));
    }

    /** One socket less. */
    void leave(Session session, Author customer) {
        turns.take(session.id(), () -> {
            Present there = present.get(session.id());
            if (there != null && --there.sockets == 0) {
                there.timer = vertx.setTimer(options.grace().toMillis(), timer -> gone(session, customer));
            }
            return Future.succeededFuture();
        });
    }

    /** The conversation is over: whoever leaves it now leaves nothing behind. */
    void over(UUID conversation) {
        Present there = present.remove(conversation);
        if (there != null) {
            vertx.cancelTimer(there.timer);
        }
    }

    private void gone(Session session, Author customer) {
        turns.take(session.id(), () -> {
            Present there = present.get(session.id());
            if (there == null || there.sockets > 0) {
                return Future.succeededFuture();
            }
            present.remove(session.id());
            return conversations.append(target(session), Draft.of(customer, new Body.Left()));
        });
    }

    /** The log says whether the customer had left. */
    private Future<Void> comeBack(Session session, Author customer) {
        return hasLeft(session.id(), Long.MAX_VALUE)
                .compose(left -> left
                        ? conversations
                                .append(target(session), Draft.of(customer, new Body.Joined()))
                                .mapEmpty()
                        : Future.succeededFuture());
    }

    private Future<Boolean> hasLeft(UUID conversation, long before) {
        return conversations.before(conversation, before, PAGE).compose(events -> {
            for (int i = events.size() - 1; i >= 0; i--) {
                Event event = events.get(i);
                if (event.author().type() == Author.Type.PERSON) {
                    // Who says something is there.
                    return Future.succeededFuture(event.body() instanceof Body.Left);
                }
            }
            return events.size() < PAGE
                    ? Future.succeededFuture(false)
                    : hasLeft(conversation, events.get(0).seq());
        });
    }

    /** Ends a conversation in which nothing happened for too long, and erases one that nobody joined. */
    Future<Void> expire(Session lapsed) {
        return turns.take(
                lapsed.id(),
                () -> conversations
                        .session(target(lapsed))
                        .compose(found ->
                                found.filter(Presence::hasLapsed).map(this::end).orElse(Future.succeededFuture())));
    }

    private Future<Void> end(Session session) {
        if (session.lastSeq() == 0) {
            UUID person = session.person();
            return (person == null ? conversations.erase(target(session)) : conversations.erasePerson(person))
                    .mapEmpty();
        }
        // Word of what was said last may have been lost before it prolonged the session.
        return conversations
                .before(session.id(), Long.MAX_VALUE, PAGE)
                .compose(last -> isRecent(last)
                        ? conversations.prolong(target(session), lease())
                        : conversations.close(target(session), Author.SYSTEM).mapEmpty());
    }

    private boolean isRecent(List<Event> last) {
        Instant since = Instant.now().minus(options.idle());
        return last.stream().anyMatch(event -> event.at().isAfter(since) && new Message(List.of(event)).isSaid());
    }

    private static boolean hasLapsed(Session session) {
        Instant lapsesAt = session.lapsesAt();
        return session.open() && lapsesAt != null && !lapsesAt.isAfter(Instant.now());
    }

    private static SessionRef target(Session session) {
        return new SessionRef(session.id(), session.bot(), ExpertflowGateway.NAME);
    }
}
