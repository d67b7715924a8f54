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
    private boolean behind;
    private boolean busy;
    private boolean gone;
    private int failures;
    private long firstFailureNanos;
    private long retryTimer = NO_TIMER;

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

    /**
     * Starts again from what the store says.
     *
     * @param from the seq behind which these events begin
     * @param complete whether they reach to the log's end
     */
    void restart(Session fresh, long from, List<Event> events, boolean complete) {
        waiting.clear();
        session = fresh;
        known = from;
        behind = false;
        offer(fresh, events);
        behind |= !complete;
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

    void pausedUntil(long timer) {
        retryTimer = timer;
    }

    /** Ends the pause after a failure; its timer, or nothing when the lane is not in one. */
    OptionalLong resume() {
        long timer = retryTimer;
        retryTimer = NO_TIMER;
        return timer == NO_TIMER ? OptionalLong.empty() : OptionalLong.of(timer);
    }
}
