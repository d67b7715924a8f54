package dev.parley.gateway.expertflow;

import dev.parley.bot.Bot;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Session;
import dev.parley.feed.KeyedQueue;
import dev.parley.feed.LogReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which customers of the conversations that one event loop owns have a socket, on whatever loop it is. Coming and going
 * are events of the log: what is kept here is lost at a restart and found there again.
 *
 * <pre>
 *   absent --first socket ever--> the session begins at the bot
 *          --first socket-------> there ------last socket gone------> in grace --time over, "left"--> absent
 *                                      &lt;--a socket within the grace--
 * </pre>
 *
 * <p>Belongs to its event loop.
 */
final class Presence {
    private static final PageLimit PAGE = PageLimit.of(200);
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final ExpertflowContext context;
    private final Conversations conversations;
    private final LogReader log;
    private final Duration grace;
    private final KeyedQueue turns;
    private final Map<UUID, Present> present = new HashMap<>();

    /** A customer who is there: with sockets, or without for less than the time of grace. */
    private static final class Present {
        private int sockets;
        private long timer = NO_TIMER;
    }

    /**
     * @param turns what is done with a conversation waits for what was done before
     */
    Presence(Vertx vertx, ExpertflowContext context, KeyedQueue turns) {
        this.vertx = vertx;
        this.context = context;
        this.conversations = context.conversations();
        this.log = context.reader();
        this.grace = context.options().grace();
        this.turns = turns;
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

    private Future<Void> prolong(Session session) {
        return context.lease().isDue(session)
                ? conversations.prolong(
                        ConversationRef.of(session), context.lease().from(Instant.now()))
                : Future.succeededFuture();
    }

    private Future<Boolean> begin(Session session, Bot bot, Author customer) {
        return conversations
                .begin(ConversationRef.of(session), bot, customer)
                .compose(begun -> begun
                        ? Future.succeededFuture(true)
                        : comeBack(session, customer).map(false));
    }

    /** One socket less. */
    void leave(Session session, Author customer) {
        turns.take(session.id(), () -> {
            Present there = present.get(session.id());
            if (there != null && --there.sockets == 0) {
                there.timer = vertx.setTimer(grace.toMillis(), over -> gone(session, customer));
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
            return conversations.append(ConversationRef.of(session), Draft.of(customer, new Body.Left()));
        });
    }

    /** The log says whether the customer had left. */
    private Future<Void> comeBack(Session session, Author customer) {
        return hasLeft(session.id(), Long.MAX_VALUE)
                .compose(left -> left
                        ? conversations
                                .append(ConversationRef.of(session), Draft.of(customer, new Body.Joined()))
                                .mapEmpty()
                        : Future.succeededFuture());
    }

    private Future<Boolean> hasLeft(UUID conversation, long before) {
        return log.before(conversation, before, PAGE).compose(page -> {
            List<Event> events = page.events();
            for (int i = events.size() - 1; i >= 0; i--) {
                Event event = events.get(i);
                if (event.author().type() == Author.Type.PERSON) {
                    // Who says something is there.
                    return Future.succeededFuture(event.body().kind() == Body.Kind.LEFT);
                }
            }
            return page.more() ? hasLeft(conversation, events.get(0).seq()) : Future.succeededFuture(false);
        });
    }
}
