package dev.parley.store;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonObject;
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
        boolean closes = event.body() instanceof Body.Closed;
        boolean byPerson = event.author().type() == Author.Type.PERSON;
        long newPersonSeq = event.isForEngine() ? event.seq() : personSeq;
        long heard = byPerson ? Math.max(session.heard(), event.seq() - 1) : session.heard();
        Marks marks = new Marks(event.seq(), session.enginePosition(), session.seen(), heard);
        return new SessionRow(
                key,
                session(session.data(), session.open() && !closes, marks, newPersonSeq),
                newPersonSeq,
                times.at(Micros.of(event.at()), byPerson && isMessage(event.body())),
                dataBytes);
    }

    /** The row with the engine further on: never back, never beyond the log. */
    SessionRow delivered(long position) {
        return marked(new Marks(
                session.lastSeq(), raised(session.enginePosition(), position), session.seen(), session.heard()));
    }

    SessionRow seen(long seq) {
        return marked(
                new Marks(session.lastSeq(), session.enginePosition(), raised(session.seen(), seq), session.heard()));
    }

    SessionRow heard(long seq) {
        return marked(
                new Marks(session.lastSeq(), session.enginePosition(), session.seen(), raised(session.heard(), seq)));
    }

    SessionRow merged(MergedData merged) {
        return new SessionRow(
                key, session(merged.data(), session.open(), marks(), personSeq), personSeq, times, merged.bytes());
    }

    /** The row with another assignee: the engine, if it is the one, begins at the log's end. */
    SessionRow attended(Assignee assignee) {
        Session attended = new Session(
                session.id(),
                session.bot(),
                session.gateway(),
                session.person(),
                session.data(),
                session.open(),
                session.lastSeq(),
                session.lastSeq(),
                session.engineEpoch() + 1,
                assignee,
                session.seen(),
                session.heard(),
                session.createdAt(),
                session.recordTyping(),
                session.lapsesAt());
        return new SessionRow(key, attended, personSeq, times, dataBytes);
    }

    /** The row of a session that lapses later; one that never does, or not before, stays as it is. */
    SessionRow prolonged(Instant lapsesAt) {
        Instant before = session.lapsesAt();
        if (before == null || !before.isBefore(lapsesAt)) {
            return this;
        }
        Session prolonged = new Session(
                session.id(),
                session.bot(),
                session.gateway(),
                session.person(),
                session.data(),
                session.open(),
                session.lastSeq(),
                session.enginePosition(),
                session.engineEpoch(),
                session.assignee(),
                session.seen(),
                session.heard(),
                session.createdAt(),
                session.recordTyping(),
                lapsesAt);
        return new SessionRow(key, prolonged, personSeq, times, dataBytes);
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
        return body instanceof Body.Text
                || body instanceof Body.Image
                || body instanceof Body.InvalidImage
                || body instanceof Body.File;
    }

    private long raised(long mark, long seq) {
        return Math.max(mark, Math.min(seq, session.lastSeq()));
    }

    /** Places in a log. */
    private record Marks(long last, long position, long seen, long heard) {}

    private Marks marks() {
        return new Marks(session.lastSeq(), session.enginePosition(), session.seen(), session.heard());
    }

    private SessionRow marked(Marks marks) {
        return new SessionRow(
                key, session(session.data(), session.open(), marks, personSeq), personSeq, times, dataBytes);
    }

    // With nothing of the person left to deliver the engine stands at the log's end, whatever moved; without the
    // engine nothing is left.
    private Session session(JsonObject data, boolean open, Marks marks, long lastOfPerson) {
        boolean atEnd = marks.position() >= lastOfPerson || session.assignee().kind() != Assignee.Kind.ENGINE;
        return new Session(
                session.id(),
                session.bot(),
                session.gateway(),
                session.person(),
                data,
                open,
                marks.last(),
                atEnd ? marks.last() : marks.position(),
                session.engineEpoch(),
                session.assignee(),
                marks.seen(),
                marks.heard(),
                session.createdAt(),
                session.recordTyping(),
                open ? session.lapsesAt() : null);
    }
}
