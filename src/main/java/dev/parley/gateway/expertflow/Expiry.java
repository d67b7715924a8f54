package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Event;
import dev.parley.conversation.Lease;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Session;
import dev.parley.feed.KeyedQueue;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends the conversations of one event loop in which nothing was said for too long, and erases those that nobody joined.
 * Who follows a conversation prolongs it; what was said to a customer without a socket is found here. Belongs to its
 * event loop.
 */
final class Expiry {
    private static final PageLimit PAGE = PageLimit.of(200);

    private final ExpertflowContext context;
    private final Conversations conversations;
    private final KeyedQueue turns;

    /**
     * @param turns what is done with a conversation waits for what was done before
     */
    Expiry(ExpertflowContext context, KeyedQueue turns) {
        this.context = context;
        this.conversations = context.conversations();
        this.turns = turns;
    }

    /** Ends a conversation that has lapsed, unless it goes on after all. */
    Future<Void> expire(Session lapsed) {
        return turns.take(
                lapsed.id(),
                () -> context.reader()
                        .session(ConversationRef.of(lapsed))
                        .compose(found ->
                                found.filter(Lease::hasLapsed).map(this::end).orElse(Future.succeededFuture())));
    }

    private Future<Void> end(Session session) {
        if (session.lastSeq() == 0) {
            UUID person = session.person();
            return (person == null
                            ? conversations.erase(ConversationRef.of(session))
                            : conversations.erasePerson(person))
                    .mapEmpty();
        }
        return context.reader()
                .before(session.id(), Long.MAX_VALUE, PAGE)
                .compose(page -> saidSince(page.events())
                        .map(said -> conversations.prolong(
                                ConversationRef.of(session), context.lease().from(said)))
                        .orElseGet(() -> conversations
                                .close(ConversationRef.of(session), Author.SYSTEM)
                                .mapEmpty()));
    }

    private Optional<Instant> saidSince(List<Event> last) {
        Instant since = Instant.now().minus(context.lease().promised());
        return last.stream()
                .filter(event -> event.at().isAfter(since) && Message.isSaid(event))
                .map(Event::at)
                .max(Comparator.naturalOrder());
    }
}
