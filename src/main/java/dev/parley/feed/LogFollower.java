package dev.parley.feed;

import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Notification.Listener;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One cursor on one session's log. Its consumer gets every event behind the place where it began, in order and once,
 * whatever the fan-out loses, repeats or turns around:
 *
 * <pre>
 *   HELD      registered with the hub; hints only show how far the log reaches
 *     | begin(seq, lastSeq)
 *   READING   pages from the store, until the cursor is at the log's end  &lt;--- a hint with a gap, a tip beyond,
 *     |                                                                       or room again
 *   LIVE      events straight from hints, while they follow the cursor
 *   FULL      the consumer can take no more: nothing is read until it has room (decision 60)
 * </pre>
 *
 * <p>It is registered before the log is read, so that nothing falls between the reading and the first hint. What a
 * consumer takes moves the cursor, nothing else does. Belongs to the event loop of its hub.
 */
public final class LogFollower {
    /** Who follows a log. Called on the hub's event loop. */
    public interface Consumer extends Listener {
        /**
         * Takes events that follow the cursor, in order and without a gap, at least one; how many of them it took. One
         * that wants to see more before it takes the next (the rest of a message) leaves it, and is offered it again with
         * what follows.
         */
        int take(List<Event> events);

        /** True when it should not be given more for now. */
        boolean writeQueueFull();

        /** Calls the handler once when it can take more. */
        void onceDrained(Handler<Void> handler);

        /** Reads a page for it: at once, or when it is its turn where several share a connection ({@link PacedReads}). */
        default Future<Page> read(Supplier<Future<Page>> page) {
            return page.get();
        }

        /** Everything that the log is known to have was taken; may be said again. */
        default void caughtUp() {}
    }

    private enum State {
        HELD,
        READING,
        LIVE,
        FULL,
        ENDED
    }

    private final LogReader reader;
    private final UUID session;
    private final Consumer consumer;
    private final Hints hints = new Hints();
    private final Registration registration;
    private State state = State.HELD;
    private long cursor;
    private long tip;
    private PageLimit limit = PageLimit.DEFAULT;

    /** Registers for a session; nothing is given to the consumer's {@link Consumer#take} before {@link #begin}. */
    public LogFollower(SessionHub hub, LogReader reader, UUID session, Consumer consumer) {
        this.reader = reader;
        this.session = session;
        this.consumer = consumer;
        this.registration = hub.session(session, hints);
    }

    public UUID session() {
        return session;
    }

    /** The seq of the last event that was taken, or where it began. */
    public long cursor() {
        return cursor;
    }

    /** Whether everything that the log is known to have was taken. */
    public boolean caughtUp() {
        return state == State.LIVE && cursor >= tip;
    }

    /** Takes what the consumer's owner has written itself, ahead of the hint. */
    public void offer(Notification.LogAppended written) {
        hints.hear(written);
    }

    /**
     * Begins behind a seq: what the log has there is read, and then it goes on as the log grows.
     *
     * @param lastSeq the log's last, as the store had it after this was registered
     */
    public void begin(long seq, long lastSeq) {
        if (state == State.HELD) {
            cursor = seq;
            state = State.LIVE;
            reaches(lastSeq);
        }
    }

    /** Follows no more; harmless when done twice. */
    public void end() {
        state = State.ENDED;
        registration.end();
    }

    /** Somebody knows that the log reaches to this seq, of which no word may have come yet. */
    public void reaches(long lastSeq) {
        tip = Math.max(tip, lastSeq);
        catchUp();
    }

    private void grew(Session newest, List<Event> events) {
        tip = Math.max(tip, newest.lastSeq());
        if (state != State.LIVE) {
            return;
        }
        if (!events.isEmpty() && events.get(0).seq() <= cursor + 1 && !consumer.writeQueueFull()) {
            int known = (int) (cursor + 1 - events.get(0).seq());
            if (known < events.size()) {
                give(known == 0 ? events : events.subList(known, events.size()));
            }
        }
        catchUp();
    }

    /** Gives events that begin behind the cursor; how many were taken. */
    private int give(List<Event> events) {
        int taken = consumer.take(events);
        if (taken > 0) {
            cursor = events.get(taken - 1).seq();
        }
        return taken;
    }

    private void catchUp() {
        if (state != State.LIVE) {
            return;
        }
        if (cursor >= tip) {
            consumer.caughtUp();
            return;
        }
        if (consumer.writeQueueFull()) {
            state = State.FULL;
            consumer.onceDrained(drained -> resume(State.FULL));
            return;
        }
        state = State.READING;
        consumer.read(this::page)
                .onSuccess(this::read)
                // The store cannot be read now: the next hint or comparison comes back to it.
                .onFailure(failure -> leave(State.READING));
    }

    private Future<Page> page() {
        // Who waited for its turn may have ended meanwhile.
        return state == State.READING ? reader.after(session, cursor, limit) : Future.succeededFuture(Page.EMPTY);
    }

    private void read(Page page) {
        if (state != State.READING) {
            return;
        }
        int taken = page.events().isEmpty() ? 0 : give(page.events());
        limit = taken == 0 && page.more() ? limit.wider() : PageLimit.DEFAULT;
        if (taken == 0 && !page.more()) {
            // The log is shorter than told, or ends within a message: nothing to wait for until the next hint.
            tip = cursor;
        }
        resume(State.READING);
    }

    private void resume(State from) {
        leave(from);
        catchUp();
    }

    private void leave(State from) {
        if (state == from) {
            state = State.LIVE;
        }
    }

    /** What the hub tells: growth moves the cursor, and everything is also the consumer's own affair. */
    private final class Hints implements SessionHub.Follower {
        private long newest;

        @Override
        public void tip(long lastSeq) {
            reaches(lastSeq);
        }

        @Override
        public void hear(Notification told) {
            if (!(told instanceof Notification.LogAppended grown)) {
                told.accept(consumer);
                return;
            }
            // State that comes late would take back what is known.
            if (grown.session().lastSeq() >= newest) {
                newest = grown.session().lastSeq();
                told.accept(consumer);
            }
            grew(grown.session(), grown.events());
        }
    }
}
