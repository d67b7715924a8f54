package dev.parley.delivery;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Body;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session still has to be delivered to its engine, in order. It is a window on the session's log, from the
 * engine's position to as far as the log is known here:
 *
 * <pre>
 *   log   1  2  3 | 4  5  6  7 | 8  9
 *                 |            known: hints are taken in while they follow it without a gap
 *                 engine position: moved by compare-and-set when the head was dealt with
 *          waiting: 4, 5, 7 (6 is nothing for an engine); head: 4
 * </pre>
 *
 * <p>A gap (a lost hint), more than is kept in memory, or a session that was found in the store leaves it
 * <em>behind</em>: it takes in no more hints and goes on with what it has, until the store is asked anew and
 * {@link #restart} puts the window where the store says. A human who takes over empties it, as what the person says then
 * counts as delivered. An event that was given up and is to be replayed goes behind what waits.
 *
 * <p>Pure: it reads nothing and tells nobody. Belongs to one {@link SessionDelivery}.
 */
final class DeliveryQueue {
    /** More than this is not kept in memory but read from the store when its turn comes. */
    static final int MAX_WAITING = 100;

    private final ArrayDeque<Event> waiting = new ArrayDeque<>(2);
    private Session session;
    private long known;
    private long heard;
    private boolean behind;
    private boolean replaying;
    private @Nullable Event replay;
    private boolean ended;

    DeliveryQueue(Session session) {
        this.session = session;
        this.known = session.enginePosition();
    }

    /** The newest state of the session that is known. */
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
        ended |= events.stream().anyMatch(event -> event.body().kind() == Body.Kind.CLOSED);
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
            if (event.isForEngine()) {
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
    private void refresh(Session read) {
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

    /** Whether the store has more than waits here. */
    boolean behind() {
        return behind;
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

    /** As what the head is delivered: what must still be true when it is dealt with. */
    DeliveryPosition position(Event head) {
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
    }

    /** True when the conversation has ended meanwhile, which its engine is told when nothing is left to deliver. */
    boolean ended() {
        return ended;
    }
}
