package dev.parley.engine;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one session still has to be delivered: the head is with the engine, the rest waits. It lives while something is
 * undelivered and belongs to the event loop of its {@link EngineVerticle}.
 */
final class Lane {
    /** More than this is not kept in memory but read from the store when its turn comes. */
    static final int MAX_WAITING = 100;

    private static final long NO_TIMER = -1;

    private final ArrayDeque<Event> waiting = new ArrayDeque<>(2);
    private Session session;
    private long known;
    private long heard;
    private boolean behind;
    private boolean busy;
    private boolean gone;
    private int failures;
    private long firstFailureNanos;
    private long retryTimer = NO_TIMER;
    private boolean firm;
    private boolean woken;

    Lane(Session session) {
        this.session = session;
        this.known = session.enginePosition();
    }

    /** True for what an engine is told: all that the person did, but the end of the conversation. */
    static boolean deliverable(Event event) {
        return event.author().type() == Author.Type.PERSON && !(event.body() instanceof Body.Closed);
    }

    Session session() {
        return session;
    }

    /** Takes in what the fan-out told; a gap is noted and later filled from the store. */
    void offer(Session newest, List<Event> events) {
        if (newest.lastSeq() >= session.lastSeq()) {
            session = newest;
        }
        heard = Math.max(heard, newest.lastSeq());
        for (Event event : events) {
            if (event.seq() <= known) {
                continue;
            }
            if (event.seq() != known + 1 || waiting.size() >= MAX_WAITING) {
                behind = true;
                return;
            }
            known = event.seq();
            if (deliverable(event)) {
                waiting.add(event);
            }
        }
    }

    /** The store is being read: what is heard from now on may not be in what was read. */
    void reading() {
        heard = 0;
    }

    /**
     * Starts again from what the store says. It is behind still when that does not reach as far as what was heard since
     * {@link #reading}.
     *
     * @param from the seq behind which these events begin
     * @param complete whether they reach to the log's end
     */
    void restart(Session fresh, long from, List<Event> events, boolean complete) {
        long told = heard;
        waiting.clear();
        session = fresh;
        known = from;
        behind = false;
        offer(fresh, events);
        behind |= !complete || told > known;
    }

    void noteBehind() {
        behind = true;
    }

    boolean behind() {
        return behind;
    }

    @Nullable
    Event head() {
        return waiting.peek();
    }

    /** The head has been dealt with; the session is what the commit left. */
    void settled(Session after) {
        waiting.remove();
        if (after.lastSeq() >= session.lastSeq()) {
            session = after;
        }
        failures = 0;
        woken = false;
    }

    boolean busy() {
        return busy;
    }

    void busy(boolean now) {
        busy = now;
    }

    boolean gone() {
        return gone;
    }

    void leave() {
        gone = true;
    }

    /** Counts one more failure of the head in a row; the count before. */
    int failed() {
        if (failures == 0) {
            firstFailureNanos = System.nanoTime();
        }
        return failures++;
    }

    /** How long the head has been failing. */
    Duration failingFor() {
        return Duration.ofNanos(System.nanoTime() - firstFailureNanos);
    }

    /**
     * Begins a pause after a failure.
     *
     * @param wanted whether the bot asked for it, so that nothing cuts it short
     */
    void pausedUntil(long timer, boolean wanted) {
        retryTimer = timer;
        firm = wanted;
    }

    /** Ends the pause before its time; its timer, or nothing when the lane is in none or the bot asked for it. */
    OptionalLong cutPause() {
        return firm ? OptionalLong.empty() : endPause();
    }

    /**
     * The same because the bot answered somebody else. Once a pause: what fails again all the same has a reason of its
     * own, and a busy bot would be asked it without end.
     */
    OptionalLong wake() {
        if (woken) {
            return OptionalLong.empty();
        }
        woken = true;
        return cutPause();
    }

    /** The pause has come to its end. */
    void pauseOver() {
        woken = false;
        endPause();
    }

    private OptionalLong endPause() {
        long timer = retryTimer;
        retryTimer = NO_TIMER;
        firm = false;
        return timer == NO_TIMER ? OptionalLong.empty() : OptionalLong.of(timer);
    }
}
