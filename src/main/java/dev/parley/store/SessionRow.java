package dev.parley.store;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionMarks;
import java.time.Instant;
import java.util.Objects;

/**
 * A session with what its row has beyond it. Every change makes a new one, so that a transaction which is rolled back
 * leaves nothing to be restored, and readers may be handed what the writer has.
 *
 * @param key the session's key in the database
 * @param personSeq the seq of the last event by the person that is for the engine
 * @param times when what happened last
 * @param dataBytes the size of the data as JSON
 */
public record SessionRow(long key, Session session, long personSeq, Moments times, int dataBytes) {
    /**
     * Times in microseconds.
     *
     * @param last of the newest event
     * @param firstIn of the person's first message, 0 before it
     * @param lastIn of the person's last message, 0 before it
     */
    public record Moments(long last, long firstIn, long lastIn) {
        Moments at(long event, boolean message) {
            return message
                    ? new Moments(event, firstIn == 0 ? event : firstIn, event)
                    : new Moments(event, firstIn, lastIn);
        }
    }

    /** The row after one more event: everything that follows from an event follows here. */
    SessionRow grown(Event event) {
        boolean byPerson = event.author().type() == Author.Type.PERSON;
        SessionMarks marks = session.marks().grownTo(event.seq());
        Session grown = session.marked(byPerson ? marks.heardTo(event.seq() - 1) : marks);
        return changed(
                event.body().kind() == Body.Kind.CLOSED ? grown.closed() : grown,
                event.isForEngine() ? event.seq() : personSeq,
                times.at(Micros.of(event.at()), byPerson && isMessage(event.body())));
    }

    /** The row with the engine further on. */
    SessionRow delivered(long position) {
        return changed(session.marked(session.marks().dealtTo(position)));
    }

    SessionRow seen(long seq) {
        return changed(session.marked(session.marks().seenTo(seq)));
    }

    SessionRow heard(long seq) {
        return changed(session.marked(session.marks().heardTo(seq)));
    }

    SessionRow merged(MergedData merged) {
        return new SessionRow(key, session.holding(merged.data()), personSeq, times, merged.bytes());
    }

    /** The row with another assignee: the engine, if it is the one, begins at the log's end. */
    SessionRow attended(Assignee assignee) {
        return changed(session.attendedBy(assignee));
    }

    /** The row of a session that lapses later; one that never does, or not before, stays as it is. */
    SessionRow prolonged(Instant lapsesAt) {
        Instant before = session.lapsesAt();
        return before == null || !before.isBefore(lapsesAt) ? this : changed(session.lapsing(lapsesAt));
    }

    private SessionRow changed(Session after) {
        return changed(after, personSeq, times);
    }

    // With nothing of the person left to deliver the engine stands at the log's end, whatever moved; without the
    // engine nothing is left.
    private SessionRow changed(Session after, long lastOfPerson, Moments at) {
        SessionMarks marks = after.marks();
        boolean nothingLeft =
                marks.enginePosition() >= lastOfPerson || after.assignee().kind() != Assignee.Kind.ENGINE;
        boolean behind = marks.enginePosition() < marks.lastSeq();
        return new SessionRow(
                key, nothingLeft && behind ? after.marked(marks.dealtWith()) : after, lastOfPerson, at, dataBytes);
    }

    /** The time it was closed in microseconds, 0 while it is open: nothing is appended to a closed log. */
    public long closedAt() {
        return session.open() ? 0 : times.last();
    }

    /** Whether what seldom changes is the same in both: {@link Database#update}. */
    boolean resembles(SessionRow other) {
        return session.open() == other.session().open()
                && session.engineEpoch() == other.session().engineEpoch()
                && session.assignee().equals(other.session().assignee())
                && Objects.equals(session.lapsesAt(), other.session().lapsesAt())
                && times.firstIn() == other.times().firstIn();
    }

    /** When it lapses in microseconds, 0 for never. */
    public long lapsesAt() {
        Instant lapsesAt = session.lapsesAt();
        return lapsesAt == null ? 0 : Micros.of(lapsesAt);
    }

    /** What counts as a message of a person. */
    private static boolean isMessage(Body body) {
        return switch (body.kind()) {
            case TEXT, IMAGE, INVALID_IMAGE, FILE -> true;
            case WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN -> false;
        };
    }
}
