package dev.parley.delivery;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Body;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one session still has to be delivered: the head is with the engine, the rest waits. It lives while something is
 * undelivered and belongs to the event loop of its {@link DeliveryVerticle}.
 */
final class SessionDelivery {
    /** More than this is not kept in memory but read from the store when its turn comes. */
    static final int MAX_WAITING = 100;

    private static final long NO_TIMER = -1;

    private final ArrayDeque<Event> waiting = new ArrayDeque<>(2);
    private Session session;
    private long known;
    private long heard;
    private boolean behind;
    private boolean replaying;
    private @Nullable Event replay;
    private boolean ended;
    private boolean busy;
    private boolean gone;
    private @Nullable UUID failing;
    private int failures;
    private int pauses;
    private boolean cutShort;
    private long firstFailureNanos;
    private long retryTimer = NO_TIMER;
    private boolean firm;
    private boolean woken;

    SessionDelivery(Session session) {
        this.session = session;
        this.known = session.enginePosition();
    }

    /** True for what an engine is told: all that the person did, but the end of the conversation. */
    static boolean deliverable(Event event) {
        return event.isForEngine();
    }

    Session session() {
        return session;
    }

    /** True when the engine is to be told what the person does; a human has the session otherwise. */
    boolean attended() {
        return session.assignee().kind() == Assignee.Kind.ENGINE;
    }

    /** Takes in what the fan-out told; a gap is noted and later filled from the store. */
    void offer(Session newest, List<Event> events) {
        refresh(newest);
        ended |= events.stream().anyMatch(event -> event.body() instanceof Body.Closed);
        heard = Math.max(heard, newest.lastSeq());
        if (!attended()) {
            // What waits counts as delivered, and the engine will begin at the log's end.
            waiting.clear();
            known = session.lastSeq();
            behind = false;
            replaying = false;
            replay = null;
            return;
        }
        for (Event event : events) {
            if (event.seq() <= known) {
                continue;
            }
            // While it is behind, what the store has goes first, and is not skipped for what is newer.
            if (behind || event.seq() != known + 1 || waiting.size() >= MAX_WAITING) {
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
        if (session.engineEpoch() > fresh.engineEpoch()) {
            // A human took over, or gave back, while this was read.
            behind = true;
            return;
        }
        session = fresh;
        known = from;
        behind = false;
        offer(fresh, events);
        behind |= !complete || told > known;
    }

    /** Takes a session as it was read or told, unless a later state is known. */
    void refresh(Session read) {
        if (read.lastSeq() >= session.lastSeq() && read.engineEpoch() >= session.engineEpoch()) {
            session = read;
            // One that was settled although the store could not say so is not delivered, and answered, again.
            waiting.removeIf(event -> event.seq() <= read.enginePosition());
        }
    }

    /** The store knows better what waits: it is asked before the next delivery. */
    void noteBehind() {
        waiting.clear();
        replay = null;
        behind = true;
    }

    /** Whether events that were given up may have to be delivered after all; the store knows which. */
    boolean replaying() {
        return replaying;
    }

    void replaying(boolean asked) {
        replaying = asked;
    }

    /** Takes an event that is to be delivered after all, with its session as it was read. */
    void replay(Session read, Event event) {
        refresh(read);
        replay = event;
    }

    boolean behind() {
        return behind;
    }

    /** What is to be delivered now: what the person waits for goes before what had been given up. */
    @Nullable
    Event head() {
        Event first = waiting.peek();
        return first != null ? first : replay;
    }

    /** True while an event is still to be delivered; not when a human took over meanwhile. */
    boolean wants(Event event) {
        return event.equals(waiting.peek()) || event.equals(replay);
    }

    /** As what the head is delivered. */
    DeliveryPosition dealt(Event head) {
        return head.equals(replay)
                ? new DeliveryPosition.Replay(head.seq())
                : new DeliveryPosition.Next(session.enginePosition(), head.seq());
    }

    /** An event has been dealt with; the session is what the commit left. */
    void settled(Event event, Session after) {
        if (event.equals(replay)) {
            replay = null;
        } else if (event.equals(waiting.peek())) {
            waiting.remove();
        }
        refresh(after);
        failing = null;
        failures = 0;
        pauses = 0;
        cutShort = false;
        woken = false;
    }

    /** True when the conversation has ended meanwhile, which its engine is told when nothing is left to deliver. */
    boolean ended() {
        return ended;
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

    /** Counts one more failure of an event in a row; the count before. */
    int failed(Event event) {
        if (!event.id().equals(failing)) {
            failing = event.id();
            failures = 0;
            pauses = 0;
            cutShort = false;
        }
        if (failures == 0) {
            firstFailureNanos = System.nanoTime();
        }
        return failures++;
    }

    /** Which pause in a row is due now, 0 for the first: the next one, unless the one before was cut short. */
    int nextPause() {
        if (cutShort) {
            cutShort = false;
            return pauses - 1;
        }
        return pauses++;
    }

    /** How long the event that failed last has been failing. */
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
        if (firm) {
            return OptionalLong.empty();
        }
        OptionalLong timer = endPause();
        cutShort |= timer.isPresent() && pauses > 0;
        return timer;
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
