package dev.parley.delivery;

import dev.parley.conversation.Place;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.conversation.Undeliverable;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What the store has for engines, whether anybody told of it or not. Read page by page; for one event loop. */
final class Backlog {
    private static final int PAGE = 200;

    private final Store store;

    Backlog(Store store) {
        this.store = store;
    }

    /** Every session whose engine has not dealt with all that the person did. */
    Future<Void> undelivered(Consumer<Session> each) {
        return undelivered(Optional.empty(), each);
    }

    private Future<Void> undelivered(Optional<UUID> after, Consumer<Session> each) {
        return store.undelivered(after, PAGE).compose(found -> {
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
        return store.undeliverables().replaying(after, PAGE).compose(found -> {
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
        return store.undeliverables()
                .replaying(Optional.of(new Place(session, 0)), 1)
                .map(found -> found.stream()
                        .filter(asked -> asked.session().id().equals(session))
                        .findFirst());
    }

    /** Gives a lane what its session has to deliver; one whose session is gone leaves. */
    Future<Void> fill(SessionDelivery lane) {
        lane.reading();
        return store.session(new SessionRef(lane.session().id(), null, null)).compose(found -> {
            if (found.isEmpty()) {
                lane.leave();
                return Future.succeededFuture();
            }
            return fill(lane, found.get(), found.get().enginePosition());
        });
    }

    private Future<Void> fill(SessionDelivery lane, Session session, long from) {
        return store.after(session.id(), from, PAGE).compose(events -> {
            boolean complete = events.size() < PAGE;
            if (!complete && events.stream().noneMatch(SessionDelivery::deliverable)) {
                // The position stands at an event of the person, and any number of answers may lie behind it.
                return fill(lane, session, events.get(events.size() - 1).seq());
            }
            lane.restart(session, from, events, complete);
            return Future.succeededFuture();
        });
    }
}
