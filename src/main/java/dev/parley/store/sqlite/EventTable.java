package dev.parley.store.sqlite;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import dev.parley.store.BodyColumns;
import dev.parley.store.Database;
import dev.parley.store.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ObjLongConsumer;

/** The events of all logs. */
final class EventTable {
    /** What {@link #event} reads. */
    static final String COLUMNS = "seq, id, at, author, name, kind, text, detail, cause, client_id";

    /** How many these are. */
    static final int WIDTH = 10;

    private static final String BYTES = "coalesce(octet_length(text), 0) + coalesce(octet_length(detail), 0)";
    private static final String OF_SESSION = "SELECT " + COLUMNS + ", " + BYTES + " FROM event WHERE session ="
            + " (SELECT s.key FROM session s JOIN bot b ON b.key = s.bot WHERE s.id = ? AND b.id IS NOT NULL)";
    private static final String AFTER = OF_SESSION + " AND seq > ? ORDER BY seq LIMIT ?";
    private static final String BEFORE = OF_SESSION + " AND seq < ? ORDER BY seq DESC LIMIT ?";

    /** Times grow with the seqs, so the newest are found by walking back. */
    private static final String SAID =
            OF_SESSION + " AND at < ? AND kind IN ('text', 'image', 'file') ORDER BY seq DESC LIMIT ?";

    /** One deletion ends with the event that brings it over this many bytes of text. */
    private static final long DELETE_BYTES = 8L << 20;

    private final SqliteConnection db;

    EventTable(SqliteConnection db) {
        this.db = db;
    }

    /** Reads events after a seq, ascending. */
    List<Event> after(UUID session, long seq, int limit) throws SQLException {
        return page(AFTER, session, seq, limit);
    }

    /** Reads events before a seq, ascending. */
    List<Event> before(UUID session, long seq, int limit) throws SQLException {
        List<Event> events = page(BEFORE, session, seq, limit);
        Collections.reverse(events);
        return events;
    }

    /** Reads the log behind a seq. */
    Page readAfter(UUID session, long seq, PageLimit limit) throws SQLException {
        return sized(AFTER, session, seq, limit);
    }

    /** Reads the log before a seq, the part next to it. */
    Page readBefore(UUID session, long seq, PageLimit limit) throws SQLException {
        Page descending = sized(BEFORE, session, seq, limit);
        Collections.reverse(descending.events());
        return descending;
    }

    /** Names what was said in a session before a time, newest first, with how many bytes each takes. */
    void said(UUID session, long before, PageLimit limit, ObjLongConsumer<Event> found) throws SQLException {
        sized(SAID, session, before, limit, found);
    }

    /** One event that is known to exist. */
    Event get(long session, long seq) throws SQLException {
        PreparedStatement select = db.prepared("SELECT " + COLUMNS + " FROM event WHERE session = ? AND seq = ?");
        select.setLong(1, session);
        select.setLong(2, seq);
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("event " + seq + " of session " + session + " is missing");
            }
            return event(rows, 0);
        }
    }

    /** The seq of the event this side wrote under a client id, 0 when it did not. */
    long seqOf(long session, Author.Type side, String clientId) throws SQLException {
        PreparedStatement select =
                db.prepared("SELECT seq FROM event WHERE session = ? AND author = ? AND client_id = ?");
        select.setLong(1, session);
        select.setString(2, side.text());
        select.setString(3, clientId);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    void insert(long session, Event event, BodyColumns body) throws SQLException {
        PreparedStatement insert =
                db.prepared("INSERT INTO event (session, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.setLong(1, session);
        insert.setLong(2, event.seq());
        insert.setBytes(3, UuidBlob.of(event.id()));
        insert.setLong(4, Micros.of(event.at()));
        insert.setString(5, event.author().type().text());
        insert.setString(6, event.author().name());
        insert.setString(7, body.kind());
        insert.setString(8, body.text());
        insert.setString(9, body.detail());
        Long cause = event.cause();
        if (cause == null) {
            insert.setNull(10, Types.INTEGER);
        } else {
            insert.setLong(10, cause);
        }
        insert.setString(11, event.clientId());
        insert.executeUpdate();
    }

    /**
     * Deletes a session's first events: at most so many, fewer when they are large. What a deletion costs is the pages
     * it overwrites, so both are counted.
     */
    Database.Deleted deleteSome(long session, int limit) throws SQLException {
        PreparedStatement select =
                db.prepared("SELECT seq, " + BYTES + " FROM event WHERE session = ? ORDER BY seq LIMIT ?");
        select.setLong(1, session);
        select.setInt(2, limit + 1);
        int count = 0;
        long bytes = 0;
        long last = 0;
        boolean more = false;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (count == limit || bytes > DELETE_BYTES) {
                    more = true;
                    break;
                }
                count++;
                last = rows.getLong(1);
                bytes += rows.getLong(2);
            }
        }
        if (count > 0) {
            db.update("DELETE FROM event WHERE session = ? AND seq <= ?", session, last);
            db.update("DELETE FROM undeliverable WHERE session = ? AND seq <= ?", session, last);
        }
        return new Database.Deleted(count, more);
    }

    private List<Event> page(String sql, UUID session, long seq, int limit) throws SQLException {
        PreparedStatement select = db.prepared(sql);
        select.setBytes(1, UuidBlob.of(session));
        select.setLong(2, seq);
        select.setInt(3, Math.max(0, limit));
        List<Event> events = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                events.add(event(rows, 0));
            }
        }
        return events;
    }

    /** Steps over one event more than the page takes, which tells whether there is more. */
    private Page sized(String sql, UUID session, long seq, PageLimit limit) throws SQLException {
        List<Event> events = new ArrayList<>();
        boolean more = sized(sql, session, seq, limit, (event, bytes) -> events.add(event));
        return new Page(events, more);
    }

    /** Names the events that fit; true when there are more. */
    private boolean sized(String sql, UUID session, long seq, PageLimit limit, ObjLongConsumer<Event> found)
            throws SQLException {
        PreparedStatement select = db.prepared(sql);
        select.setBytes(1, UuidBlob.of(session));
        select.setLong(2, seq);
        select.setLong(3, limit.events() + 1L);
        int events = 0;
        long bytes = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                long size = rows.getLong(WIDTH + 1);
                bytes += size;
                if (events > 0 && (events == limit.events() || bytes > limit.bytes())) {
                    return true;
                }
                found.accept(event(rows, 0), size);
                events++;
            }
        }
        return false;
    }

    /** The event whose {@link #COLUMNS} come behind so many others in a result. */
    static Event event(ResultSet rows, int behind) throws SQLException {
        long cause = rows.getLong(behind + 9);
        Long causeOrNull = rows.wasNull() ? null : Long.valueOf(cause);
        BodyColumns columns = new BodyColumns(
                Objects.requireNonNull(rows.getString(behind + 6)),
                rows.getString(behind + 7),
                rows.getString(behind + 8));
        Body body = columns.body();
        return new Event(
                UuidBlob.read(rows, behind + 2),
                rows.getLong(behind + 1),
                Micros.instant(rows.getLong(behind + 3)),
                new Author(Author.Type.of(rows.getString(behind + 4)), rows.getString(behind + 5)),
                body,
                causeOrNull,
                rows.getString(behind + 10),
                columns.note(body));
    }
}
