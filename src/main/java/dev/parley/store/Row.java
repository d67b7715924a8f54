package dev.parley.store;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonObject;

/**
 * A session with what its row has beyond it. Every change makes a new one, so that a transaction which is rolled back
 * leaves nothing to be restored, and readers may be handed what the writer has.
 *
 * @param key the session's key in the file
 * @param personSeq the seq of the last event by the person, closing not counted
 * @param lastAt the time of the newest event in microseconds
 * @param dataBytes the size of the data as JSON
 */
public record Row(long key, Session session, long personSeq, long lastAt, int dataBytes) {
    /** The row after one more event: everything that follows from an event follows here. */
    Row grown(Event event) {
        boolean closes = event.body() instanceof Body.Closed;
        boolean byPerson = event.author().type() == Author.Type.PERSON;
        long newPersonSeq = byPerson && !closes ? event.seq() : personSeq;
        long heard = byPerson ? Math.max(session.heard(), event.seq() - 1) : session.heard();
        return copy(
                session.data(),
                session.open() && !closes,
                event.seq(),
                newPersonSeq,
                session.enginePosition(),
                session.seen(),
                heard,
                Micros.of(event.at()),
                dataBytes);
    }

    /** The row with the engine further on: never back, never beyond the log. */
    Row delivered(long position) {
        return marked(raised(session.enginePosition(), position), session.seen(), session.heard());
    }

    Row seen(long seq) {
        return marked(session.enginePosition(), raised(session.seen(), seq), session.heard());
    }

    Row heard(long seq) {
        return marked(session.enginePosition(), session.seen(), raised(session.heard(), seq));
    }

    Row merged(MergedData merged) {
        return copy(
                merged.data(),
                session.open(),
                session.lastSeq(),
                personSeq,
                session.enginePosition(),
                session.seen(),
                session.heard(),
                lastAt,
                merged.bytes());
    }

    private long raised(long mark, long seq) {
        return Math.max(mark, Math.min(seq, session.lastSeq()));
    }

    private Row marked(long position, long seen, long heard) {
        return copy(
                session.data(), session.open(), session.lastSeq(), personSeq, position, seen, heard, lastAt, dataBytes);
    }

    // With nothing of the person left to deliver the engine stands at the log's end, whatever moved.
    private Row copy(
            JsonObject data,
            boolean open,
            long lastSeq,
            long newPersonSeq,
            long position,
            long seen,
            long heard,
            long at,
            int newDataBytes) {
        Session copy = new Session(
                session.id(),
                session.bot(),
                session.gateway(),
                session.person(),
                data,
                open,
                lastSeq,
                position >= newPersonSeq ? lastSeq : position,
                session.engineEpoch(),
                seen,
                heard,
                session.createdAt());
        return new Row(key, copy, newPersonSeq, at, newDataBytes);
    }
}
