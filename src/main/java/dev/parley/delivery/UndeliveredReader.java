package dev.parley.delivery;

import dev.parley.conversation.Event;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Place;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Undeliverable;
import dev.parley.conversation.Undeliverables;
import dev.parley.feed.LogReader;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What the store has for engines, whether anybody told of it or not. Read page by page; for one event loop. */
final class UndeliveredReader {
    private static final int PAGE = 200;

    private final LogReader reader;
    private final LogQueries log;
    private final Undeliverables undeliverables;

    UndeliveredReader(LogReader reader, LogQueries log, Undeliverables undeliverables) {
        this.reader = reader;
        this.log = log;
        this.undeliverables = undeliverables;
    }

    /** Every session whose engine has not dealt with all that the person did. */
    Future<Void> undelivered(Consumer<Session> each) {
        return undelivered(Optional.empty(), each);
    }

    private Future<Void> undelivered(Optional<UUID> after, Consumer<Session> each) {
        return log.undelivered(after, PAGE).compose(found -> {
            found.forEach(each);
            return found.size() < PAGE
                    ? Future.succeededFuture()
                    : undelivered(Optional.of(found.get(found.size() - 1).id()), each);
        });
    }

    /** Every event that is to be delivered after all. */
    Future<Void> replays(Consumer<Undeliverable> each) {
        return replays(Optional.empty(), each);
    }

    private Future<Void> replays(Optional<Place> after, Consumer<Undeliverable> each) {
        return undeliverables.replaying(after, PAGE).compose(found -> {
            found.forEach(each);
            if (found.size() < PAGE) {
                return Future.succeededFuture();
            }
            Undeliverable last = found.get(found.size() - 1);
            return replays(
                    Optional.of(new Place(last.session().id(), last.event().seq())), each);
        });
    }

    /** The first event of a session that is to be delivered after all. */
    Future<Optional<Undeliverable>> replay(UUID session) {
        return undeliverables
                .replaying(Optional.of(new Place(session, 0)), 1)
                .map(found -> found.stream()
                        .filter(asked -> asked.session().id().equals(session))
                        .findFirst());
    }

    /** Puts into a queue what its session has to deliver; false when the session is gone. */
    Future<Boolean> fill(DeliveryQueue queue) {
        queue.reading();
        return reader.session(new SessionRef(queue.session().id(), null, null))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(false)
                        : fill(queue, found.get(), found.get().enginePosition()));
    }

    private Future<Boolean> fill(DeliveryQueue queue, Session session, long from) {
        return reader.after(session.id(), from, PageLimit.of(PAGE)).compose(page -> {
            List<Event> events = page.events();
            if (page.more() && events.stream().noneMatch(Event::isForEngine)) {
                // The position stands at an event of the person, and any number of answers may lie behind it.
                return fill(queue, session, events.get(events.size() - 1).seq());
            }
            queue.restart(session, from, events, !page.more());
            return Future.succeededFuture(true);
        });
    }
}
