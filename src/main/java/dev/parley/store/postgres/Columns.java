package dev.parley.store.postgres;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionMarks;
import dev.parley.conversation.SessionOrigin;
import dev.parley.store.BodyColumns;
import dev.parley.store.Micros;
import dev.parley.store.SessionRow;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.Objects;

/** The columns of our tables as they are selected, and what is made of them. */
final class Columns {
    /** A session {@code s} of a bot {@code b} with its data {@code d}. */
    static final String SESSION = "s.key, s.id, b.id, s.gateway, s.person, d.data, s.open, s.last_seq, s.person_seq,"
            + " s.engine_position, s.engine_epoch, s.seen, s.heard, s.created_at, s.last_at,"
            + " s.first_in, s.last_in, s.attendant, s.agent, s.record_typing, s.lapses_at";

    /** How many columns that are. */
    static final int SESSION_WIDTH = 21;

    static final String SESSION_TABLES =
            " session s JOIN bot b ON b.key = s.bot LEFT JOIN session_data d ON d.session = s.key ";

    /** The start of a query for sessions whose bots are not being erased; a condition follows. */
    static final String SESSIONS = "SELECT " + SESSION + " FROM" + SESSION_TABLES + "WHERE b.id IS NOT NULL AND ";

    /** An event {@code e}. */
    static final String EVENT = "e.seq, e.id, e.at, e.author, e.name, e.kind, e.text, e.detail, e.cause, e.client_id";

    /** How many columns that are. */
    static final int EVENT_WIDTH = 10;

    /** A person by gateway, scope and key. */
    static final String PERSON_BY_IDENTITY = "SELECT p.id, p.name, p.created_at FROM identity i"
            + " JOIN person p ON p.key = i.person WHERE i.gateway = $1 AND i.scope = $2 AND i.key = $3";

    private Columns() {}

    static SessionRow session(Row row) {
        String data = row.getString(5);
        Long lapsesAt = row.getLong(20);
        SessionOrigin origin = new SessionOrigin(
                row.getUUID(1),
                row.getUUID(2),
                row.getString(3),
                row.getUUID(4),
                Micros.instant(row.getLong(13)),
                row.getBoolean(19));
        SessionMarks marks =
                new SessionMarks(row.getLong(7), row.getLong(9), row.getLong(10), row.getLong(11), row.getLong(12));
        Session session = new Session(
                origin,
                data == null ? new JsonObject() : new JsonObject(data),
                row.getBoolean(6),
                Assignee.of(row.getString(17), row.getString(18)),
                marks,
                lapsesAt == null ? null : Micros.instant(lapsesAt));
        return new SessionRow(
                row.getLong(0),
                session,
                row.getLong(8),
                new SessionRow.Moments(row.getLong(14), moment(row, 15), moment(row, 16)),
                data == null ? 2 : data.length());
    }

    private static long moment(Row row, int column) {
        Long moment = row.getLong(column);
        return moment == null ? 0 : moment;
    }

    /**
     * @param from the index of the first column
     */
    static Event event(Row row, int from) {
        BodyColumns columns = new BodyColumns(
                Objects.requireNonNull(row.getString(from + 5)), row.getString(from + 6), row.getString(from + 7));
        Body body = columns.body();
        return new Event(
                row.getUUID(from + 1),
                row.getLong(from),
                Micros.instant(row.getLong(from + 2)),
                new Author(Author.Type.of(row.getString(from + 3)), row.getString(from + 4)),
                body,
                row.getLong(from + 8),
                row.getString(from + 9),
                columns.note(body));
    }

    /** Columns: id, session's id, type, size, width, height, created_at. */
    static ImageRecord image(Row row) {
        return new ImageRecord(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getLong(3),
                row.getInteger(4),
                row.getInteger(5),
                Micros.instant(row.getLong(6)));
    }

    /** Columns: id, manifest, temp, created_at. */
    static BotRecord bot(Row row) {
        return new BotRecord(
                row.getUUID(0), new JsonObject(row.getString(1)), row.getBoolean(2), Micros.instant(row.getLong(3)));
    }

    /** Columns: id, name, created_at. */
    static Person person(Row row) {
        return new Person(row.getUUID(0), row.getString(1), Micros.instant(row.getLong(2)));
    }
}
