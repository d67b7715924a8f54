package dev.parley.feed;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Notification.Listener;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that one person and one bot say to each other, session after session in the order they began, as if it were one
 * log. A {@link LogFollower} reads the current session; the next one is entered when that has been taken to its end and
 * the consumer is ready for more:
 *
 * <pre>
 *   the person's sessions with the bot:   [1 2 3 4 5]   [1 2 3 4 . .      [1 2 . . .
 *                                          behind us          ^            next: known, not entered
 *                                                          cursor in the current one
 *
 *   HELD --begin--> UNREAD --the list is read--> FOLLOWING --"closed" is taken--> OVER
 *                     ^                            |    ^                           |
 *                     +--- the current is erased --+    +------- the next one ------+
 * </pre>
 *
 * <p>A hint tells the person of a new session. It is never entered on the strength of that alone, as the last words of the
 * current one, or a whole session between them, may not have been told: the list of sessions is read again, which says how
 * far the current one reaches and what follows. The same is done whenever followed sessions are compared with the store and
 * there is none that can still grow. Belongs to the event loop of its hub.
 */
public final class ThreadFollower {
    /** With which session it begins. */
    public enum Start {
        OLDEST,
        NEWEST
    }

    /**
     * Who follows; hears besides what is told of the current session, but for its growth, and of the person's documents
     * about the bot. Called on the hub's event loop.
     */
    public interface Consumer extends Listener {
        /** Behind which seq it begins with this session. Asked again when the current one was erased. */
        Future<Long> begin(Session session);

        /**
         * Goes on with this session, which is the {@link #current} one now; behind which seq.
         *
         * @param before the one that has been taken to its end; null when there was none
         */
        long next(Session session, @Nullable Session before);

        /** Takes events of the current session; as {@link LogFollower.Consumer#take} does. */
        int take(List<Event> events);

        /** Whether it can take more; when it can again, it calls {@link #resume}. */
        boolean ready();

        /** Everything has been taken, as far as it is known. */
        default void caughtUp() {}
    }

    private enum State {
        HELD,
        UNREAD,
        FOLLOWING,
        OVER,
        ENDED
    }

    private final SessionHub hub;
    private final LogReader reader;
    private final UUID person;
    private final UUID bot;
    private final String gateway;
    private final Start start;
    private final Consumer consumer;
    private final List<Registration> registrations;
    private final SingleFlight looking = new SingleFlight(this::list);
    private final List<Session> next = new ArrayList<>(1);
    private State state = State.HELD;
    private Instant reached = Instant.MIN;
    private @Nullable Session current;
    private @Nullable LogFollower log;
    private @Nullable Handler<Void> waiting;

    /** Registers for the sessions that a person has with a bot on a gateway; nothing is told before {@link #begin}. */
    public ThreadFollower(
            SessionHub hub, LogReader reader, UUID person, UUID bot, String gateway, Start start, Consumer consumer) {
        this.hub = hub;
        this.reader = reader;
        this.person = person;
        this.bot = bot;
        this.gateway = gateway;
        this.start = start;
        this.consumer = consumer;
        this.registrations = List.of(hub.person(person, new PersonHints()), hub.comparing(this::compare));
    }

    /** The session that is read, as it was last told; null when there is none. */
    public @Nullable Session current() {
        return current;
    }

    /** The newest session that is known, whether it is read yet or not; null when there is none. */
    public @Nullable Session newest() {
        return next.isEmpty() ? current : next.get(next.size() - 1);
    }

    /** Whether everything has been taken, as far as it is known. */
    public boolean caughtUp() {
        return begun() && next.isEmpty() && (log == null || log.caughtUp());
    }

    /** Begins; completes when it has. It fails when the store cannot be read, and is then tried again now and then. */
    public Future<Void> begin() {
        if (state == State.HELD) {
            state = State.UNREAD;
        }
        return look();
    }

    /** The consumer can take more. */
    public void resume() {
        Handler<Void> held = waiting;
        waiting = null;
        if (held != null) {
            held.handle(null);
        } else if (log == null || log.caughtUp()) {
            goOn();
        }
    }

    /**
     * Takes what its owner has written itself, ahead of the hint. A session that it began is the one behind the
     * {@link #newest}, and entered at once where nothing has to be told before. Completes when the session is known.
     */
    public Future<Void> offer(Session session, List<Event> events) {
        LogFollower reads = log;
        if (reads != null && reads.session().equals(session.id())) {
            reads.offer(new Notification.LogAppended(session, events));
            return Future.succeededFuture();
        }
        if (state != State.OVER
                || !caughtUp()
                || !consumer.ready()
                || !session.createdAt().isAfter(reached)) {
            return appended(session);
        }
        long seq = enter(session, List.of());
        boolean whole = !events.isEmpty() && events.get(0).seq() <= seq + 1;
        read(session, seq, whole ? seq : session.lastSeq());
        if (log != null) {
            log.offer(new Notification.LogAppended(session, events));
        }
        return Future.succeededFuture();
    }

    /** Looks in the store for what no hint has told: newer sessions, and how far the current one reaches. */
    public Future<Void> look() {
        return looking.run();
    }

    private Future<Void> list() {
        if (state == State.HELD || state == State.ENDED) {
            return Future.succeededFuture();
        }
        Session reads = current;
        return reader.threads(person, bot, gateway).compose(found -> found(found, reads));
    }

    /** Follows no more; harmless when done twice. */
    public void end() {
        state = State.ENDED;
        registrations.forEach(Registration::end);
        leave();
    }

    private boolean begun() {
        return state == State.FOLLOWING || state == State.OVER;
    }

    /** Takes the list of sessions, and what was the current one when it was asked for. */
    private Future<Void> found(List<Session> found, @Nullable Session asked) {
        Session reads = current;
        if (begun() && reads != null) {
            Session known = found.stream()
                    .filter(one -> one.id().equals(reads.id()))
                    .findFirst()
                    .orElse(null);
            if (known != null) {
                follow(found);
                offer(known, List.of());
            } else if (asked != null && asked.id().equals(reads.id())) {
                // Word that it was erased has been lost.
                erased(new Notification.Erased(reads.id(), bot));
            }
        } else if (begun()) {
            follow(found);
            goOn();
        }
        return state == State.UNREAD ? first(found) : Future.succeededFuture();
    }

    private Future<Void> first(List<Session> found) {
        if (found.isEmpty()) {
            state = State.OVER;
            goOn();
            return Future.succeededFuture();
        }
        Session session = found.get(start == Start.OLDEST ? 0 : found.size() - 1);
        return consumer.begin(session).map(seq -> {
            if (state == State.UNREAD) {
                become(session, found);
                read(session, seq, session.lastSeq());
            }
            return null;
        });
    }

    /** Notes which sessions are behind the current one. */
    private void follow(List<Session> found) {
        next.clear();
        found.stream().filter(one -> one.createdAt().isAfter(reached)).forEach(next::add);
    }

    /** Goes on to the next session, if there is one and the time has come; else everything has been taken. */
    private void goOn() {
        if (!begun() || !consumer.ready()) {
            return;
        }
        if (next.isEmpty()) {
            consumer.caughtUp();
        } else {
            Session session = next.get(0);
            read(session, enter(session, List.copyOf(next)), session.lastSeq());
        }
    }

    /** Goes on with a session, and with what is known to be behind it; behind which seq it is to be read. */
    private long enter(Session session, List<Session> known) {
        Session before = current;
        become(session, known);
        return consumer.next(session, before);
    }

    private void become(Session session, List<Session> known) {
        leave();
        state = session.open() ? State.FOLLOWING : State.OVER;
        current = session;
        reached = session.createdAt();
        follow(known);
    }

    private void read(Session session, long seq, long lastSeq) {
        if (begun()) {
            LogFollower reads = new LogFollower(hub, reader, session.id(), new SessionHints());
            log = reads;
            reads.begin(seq, lastSeq);
        }
    }

    private void leave() {
        if (log != null) {
            log.end();
        }
        log = null;
        waiting = null;
    }

    /** Word of a session that is not the current one. */
    private Future<Void> appended(Session session) {
        if (next.stream().anyMatch(one -> one.id().equals(session.id()))) {
            next.replaceAll(one -> one.id().equals(session.id()) && one.lastSeq() <= session.lastSeq() ? session : one);
            return Future.succeededFuture();
        }
        boolean behind = state == State.UNREAD || session.createdAt().isAfter(reached);
        return behind ? look() : Future.succeededFuture();
    }

    private void compare() {
        if (state == State.UNREAD || state == State.OVER) {
            look();
        }
    }

    /** Begins anew, with what is left. */
    private void erased(Notification.Erased told) {
        leave();
        state = State.UNREAD;
        current = null;
        reached = Instant.MIN;
        next.clear();
        consumer.erased(told);
    }

    /** Of the person's sessions, those that are not read, and all documents. */
    private final class PersonHints implements SessionHub.PersonListener {
        @Override
        public void logAppended(Notification.LogAppended told) {
            Session session = told.session();
            if (session.bot().equals(bot)
                    && session.gateway().equals(gateway)
                    && (log == null || !log.session().equals(session.id()))) {
                appended(session);
            }
        }

        @Override
        public void documentChanged(Notification.DocumentChanged told) {
            if (told.bot().equals(bot)) {
                consumer.documentChanged(told);
            }
        }
    }

    /** What the current session has for the consumer. */
    private final class SessionHints implements LogFollower.Consumer {
        @Override
        public int take(List<Event> events) {
            int taken = consumer.take(events);
            if (taken > 0 && events.get(taken - 1).body().kind() == Body.Kind.CLOSED && state == State.FOLLOWING) {
                state = State.OVER;
            }
            return taken;
        }

        @Override
        public boolean writeQueueFull() {
            return !consumer.ready();
        }

        @Override
        public void onceDrained(Handler<Void> handler) {
            waiting = handler;
        }

        @Override
        public void caughtUp() {
            goOn();
        }

        @Override
        public void logAppended(Notification.LogAppended told) {
            current = told.session();
        }

        @Override
        public void erased(Notification.Erased told) {
            ThreadFollower.this.erased(told);
            look();
        }

        @Override
        public void typing(Notification.Typing told) {
            consumer.typing(told);
        }

        @Override
        public void seen(Notification.Seen told) {
            consumer.seen(told);
        }

        @Override
        public void replay(Notification.Replay told) {
            consumer.replay(told);
        }

        @Override
        public void status(Notification.Status told) {
            consumer.status(told);
        }

        @Override
        public void answerDelta(Notification.AnswerDelta told) {
            consumer.answerDelta(told);
        }

        /** The person hears of it. */
        @Override
        public void documentChanged(Notification.DocumentChanged told) {}

        /** No session's affair. */
        @Override
        public void botChanged(Notification.BotChanged told) {}
    }
}
