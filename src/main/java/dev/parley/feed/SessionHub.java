package dev.parley.feed;

import dev.parley.conversation.DocumentQueries;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Notification.Listener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What one event loop hears of sessions. Nobody else reads hints: doors and delivery say here what they follow, and are
 * called on this loop.
 *
 * <p>A hint may be lost, and the <em>last</em> one of a session too, after which nothing would ever show that something
 * is missing. So the sessions that are followed are compared with the store in batches every now and then, and their
 * followers told where the log ends.
 *
 * <pre>
 *   Inbox --hints--> SessionHub --by session, person, bot, slot, or for all--> listeners
 *   LogReader.tips --every 15 s--------------------by session---------------> followers
 * </pre>
 *
 * <p>One an event loop, made on it and used by it alone.
 */
public final class SessionHub {
    /** Somebody who follows one session's log. */
    public interface Follower {
        /** Something was told of the session. */
        void hear(Notification told);

        /** The store has this seq as the log's last; word of it may have been lost. */
        void tip(long lastSeq);
    }

    /** Somebody who hears of all sessions of a person. */
    public interface PersonListener {
        /** One of them grew, or was begun. */
        void logAppended(Notification.LogAppended told);

        /** A document of the person, or of one of them, changed. */
        void documentChanged(Notification.DocumentChanged told);
    }

    /** Somebody who hears of all sessions of a bot. */
    public interface BotListener {
        /** One of them grew, or was begun. */
        void logAppended(Notification.LogAppended told);

        /** One of them is gone. */
        void erased(Notification.Erased told);

        /** A delivery to the bot ended, or is tried again. */
        void status(Notification.Status told);
    }

    private final Vertx vertx;
    private final Subscriptions subscriptions;
    private final LogReader reader;
    private final Inbox inbox;
    private final Audience<UUID, Follower> sessions;
    private final Audience<UUID, PersonListener> persons;
    private final Audience<UUID, BotListener> bots;
    private final Audience<Integer, Listener> slots;
    private final Audience<UUID, Runnable> changes;
    private final List<Listener> all = new ArrayList<>();
    private final List<Runnable> comparing = new ArrayList<>();
    private final long timer;

    /**
     * Made on the event loop it is for.
     *
     * @param compareEvery how often what is followed is compared with the store
     */
    public SessionHub(Vertx vertx, Subscriptions subscriptions, LogReader reader, Duration compareEvery) {
        this.vertx = vertx;
        this.subscriptions = subscriptions;
        this.reader = reader;
        this.inbox = new Inbox(vertx, this::hear);
        this.sessions = new Audience<>(subscriptions.sessions(), inbox);
        this.persons = new Audience<>(subscriptions.persons(), inbox);
        this.bots = new Audience<>(subscriptions.bots(), inbox);
        this.slots = new Audience<>(subscriptions.slots(), inbox);
        // Changes are told to every hub, so nobody has to know who is interested in which bot's.
        this.changes = new Audience<>(new Interest<>(), inbox);
        subscriptions.join(inbox);
        timer = vertx.setPeriodic(compareEvery.toMillis(), due -> compare());
    }

    /** Follows one session. */
    public Registration session(UUID session, Follower follower) {
        return sessions.add(session, follower);
    }

    /** Hears of every session of a person, and of the documents that are the person's. */
    public Registration person(UUID person, PersonListener listener) {
        return persons.add(person, listener);
    }

    /** Hears how the sessions of a bot grow and are erased, and how its deliveries end. */
    public Registration bot(UUID bot, BotListener listener) {
        return bots.add(bot, listener);
    }

    /** Is called whenever the bot was made, changed or removed, to look at it again. */
    public Registration changes(UUID bot, Runnable changed) {
        return changes.add(bot, changed);
    }

    /** Hears everything of the sessions in these {@link Slots}: what the listener owns. */
    public Registration owned(IntStream owned, Listener listener) {
        List<Registration> each =
                owned.mapToObj(slot -> slots.add(slot, listener)).toList();
        return () -> each.forEach(Registration::end);
    }

    /** Hears what concerns everybody: that any bot was made, changed or removed. */
    public Registration everybody(Listener listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    /** Is called whenever followed sessions are compared with the store, for what else may have been missed. */
    public Registration comparing(Runnable also) {
        comparing.add(also);
        return () -> comparing.remove(also);
    }

    /** Compares every session that is followed with the store, now. */
    public void compare() {
        reader.tips(sessions.keys(), (session, tip) -> sessions.tell(session, follower -> follower.tip(tip)));
        List.copyOf(comparing).forEach(Runnable::run);
    }

    /** Hears nothing more. */
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        subscriptions.leave(inbox);
        sessions.clear();
        persons.clear();
        bots.clear();
        slots.clear();
        changes.clear();
        return inbox.close();
    }

    private void hear(List<Notification> batch) {
        Dispatch dispatch = new Dispatch();
        // How a delivery ended comes before the growth that was committed with it: the position alone, to which the log
        // grew, would read as "delivered" of what was given up.
        for (Notification told : batch) {
            if (told instanceof Notification.Status) {
                told.accept(dispatch);
            }
        }
        for (Notification told : batch) {
            if (!(told instanceof Notification.Status)) {
                told.accept(dispatch);
            }
        }
    }

    /** Hands a notification to those it is for. */
    private final class Dispatch implements Listener {
        private void session(UUID session, Notification told) {
            sessions.tell(session, follower -> follower.hear(told));
            slots.tell(Slots.of(session), told::accept);
        }

        @Override
        public void logAppended(Notification.LogAppended told) {
            session(told.session().id(), told);
            bots.tell(told.session().bot(), listener -> listener.logAppended(told));
            UUID person = told.session().person();
            if (person != null) {
                persons.tell(person, listener -> listener.logAppended(told));
            }
        }

        @Override
        public void erased(Notification.Erased told) {
            session(told.session(), told);
            bots.tell(told.bot(), listener -> listener.erased(told));
        }

        @Override
        public void botChanged(Notification.BotChanged told) {
            changes.tell(told.bot(), Runnable::run);
            List.copyOf(all).forEach(told::accept);
        }

        @Override
        public void typing(Notification.Typing told) {
            session(told.session(), told);
        }

        @Override
        public void documentChanged(Notification.DocumentChanged told) {
            if (told.owner() instanceof DocumentQueries.Owner.OfSession owner) {
                session(owner.session(), told);
            }
            if (told.person() != null) {
                persons.tell(told.person(), listener -> listener.documentChanged(told));
            }
        }

        @Override
        public void seen(Notification.Seen told) {
            session(told.session(), told);
        }

        @Override
        public void replay(Notification.Replay told) {
            session(told.session(), told);
        }

        @Override
        public void status(Notification.Status told) {
            session(told.session(), told);
            bots.tell(told.bot(), listener -> listener.status(told));
        }

        @Override
        public void answerDelta(Notification.AnswerDelta told) {
            session(told.session(), told);
        }
    }
}
