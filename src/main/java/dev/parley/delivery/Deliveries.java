package dev.parley.delivery;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.conversation.Undeliverable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one event loop that have something to be delivered. One comes in by a hint, or by the sweep of the store,
 * which finds what a lost hint or a restart left behind; it stays until nothing is left. What is told of sessions and is in
 * no log goes to their engines from here.
 */
final class Deliveries implements Notification.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final DeliveryLoop loop;
    private final Predicate<UUID> owned;
    private final Map<UUID, SessionDelivery> sessions = new HashMap<>();
    private boolean sweeping;

    /**
     * @param owned whether a session belongs to this event loop
     */
    Deliveries(DeliveryLoop loop, Predicate<UUID> owned) {
        this.loop = loop;
        this.owned = owned;
    }

    /** Looks in the store for what nobody told of. */
    void sweep() {
        if (sweeping) {
            return;
        }
        sweeping = true;
        loop.reader()
                .undelivered(this::found)
                .compose(done -> loop.reader().replays(this::replay))
                // The store tells the log itself what is wrong with it.
                .onFailure(failure -> LOG.debug("Looking for undelivered sessions failed: {}", failure.getMessage()))
                .onComplete(done -> sweeping = false);
    }

    /** Delivers nothing more. */
    void stop() {
        List.copyOf(sessions.values()).forEach(SessionDelivery::leave);
    }

    private void found(Session session) {
        if (owned.test(session.id()) && !sessions.containsKey(session.id())) {
            begin(session).found();
        }
    }

    private void replay(Undeliverable asked) {
        Session session = asked.session();
        if (owned.test(session.id())) {
            SessionDelivery there = sessions.get(session.id());
            (there == null ? begin(session) : there).replay();
        }
    }

    private SessionDelivery begin(Session session) {
        SessionDelivery delivery = new SessionDelivery(loop, session, () -> sessions.remove(session.id()));
        sessions.put(session.id(), delivery);
        return delivery;
    }

    @Override
    public void logAppended(Notification.LogAppended told) {
        Session session = told.session();
        List<Event> events = told.events();
        if (!events.isEmpty()
                && events.get(0).seq() == 1
                && events.get(0).body().kind() == Body.Kind.JOINED) {
            loop.engines()
                    .of(session.bot())
                    .ifPresent(running -> running.engine().opened(session));
        }
        SessionDelivery delivery = sessions.get(session.id());
        if (delivery == null
                && session.assignee().kind() == Assignee.Kind.ENGINE
                && events.stream().anyMatch(Event::isForEngine)) {
            delivery = begin(session);
        }
        if (delivery != null) {
            // What was said before the end is delivered before the end is told.
            delivery.grew(session, events);
        } else if (!session.open()
                && events.stream().anyMatch(event -> event.body().kind() == Body.Kind.CLOSED)) {
            loop.engines().closed(session);
        }
    }

    @Override
    public void erased(Notification.Erased told) {
        SessionDelivery delivery = sessions.get(told.session());
        if (delivery != null) {
            delivery.leave();
        }
        loop.engines().of(told.bot()).ifPresent(running -> running.engine().erased(told.session()));
    }

    @Override
    public void botChanged(Notification.BotChanged told) {
        loop.engines().changed(told.bot());
    }

    @Override
    public void typing(Notification.Typing told) {
        if (told.author().type() == Author.Type.PERSON) {
            loop.engines().of(told.bot()).ifPresent(running -> running.engine().typing(told.session(), told.on()));
        }
    }

    @Override
    public void seen(Notification.Seen told) {
        loop.engines().of(told.bot()).ifPresent(running -> running.engine().seen(told.session(), told.seq()));
    }

    @Override
    public void replay(Notification.Replay told) {
        loop.reader()
                .replay(told.session())
                .onSuccess(found -> found.ifPresent(this::replay))
                .onFailure(failure -> LOG.debug("The sweep will come back to a replay: {}", failure.getMessage()));
    }

    @Override
    public void documentChanged(Notification.DocumentChanged told) {}

    /** It was told here, by the delivery itself. */
    @Override
    public void status(Notification.Status told) {}

    @Override
    public void answerDelta(Notification.AnswerDelta told) {}
}
