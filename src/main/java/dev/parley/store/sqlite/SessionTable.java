package dev.parley.store.sqlite;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionMarks;
import dev.parley.conversation.SessionOrigin;
import dev.parley.store.Database;
import dev.parley.store.Micros;
import dev.parley.store.SessionRow;
import io.vertx.core.json.JsonObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions and their data. A session whose bot is being erased is not found any more. */
final class SessionTable {
    /** What {@link #row} reads, of the tables session s, bot b and session_data d. */
    static final String COLUMNS = "s.key, s.id, b.id, s.gateway, s.person, d.data, s.open, s.last_seq, s.person_seq,"
            + " s.engine_position, s.engine_epoch, s.seen, s.heard, s.created_at, s.last_at, s.first_in, s.last_in,"
            + " s.attendant, s.agent, s.record_typing, s.lapses_at";

    /** How many these are. */
    static final int WIDTH = 21;

    private static final String SELECT = "SELECT " + COLUMNS
            + " FROM session s %s JOIN bot b ON b.key = s.bot LEFT JOIN session_data d ON d.session = s.key"
            + " WHERE b.id IS NOT NULL AND ";
    private static final String FIND = SELECT.formatted("") + "s.id = ?";
    private static final String OF_BOT = SELECT.formatted("") + "b.id = ? AND s.id > ? ORDER BY s.id LIMIT ?";
    private static final String OF_PERSON =
            SELECT.formatted("INDEXED BY session_person") + "s.person = ? AND s.id > ? ORDER BY s.id LIMIT ?";
    private static final String UNDELIVERED = SELECT.formatted("INDEXED BY session_undelivered")
            + "s.engine_position < s.person_seq AND s.id > ? ORDER BY s.id LIMIT ?";
    private static final String LAPSED = SELECT.formatted("INDEXED BY session_lapses")
            + "s.gateway = ? AND s.lapses_at <= ? ORDER BY s.lapses_at LIMIT ?";
    private static final String ANY = "SELECT s.key, s.id, b.id FROM session s JOIN bot b ON b.key = s.bot WHERE ";
    private static final byte[] BEFORE_ALL = {};
    private static final int TIPS_AT_ONCE = 500;
    private static final String TIPS = "SELECT s.id, s.last_seq FROM session s JOIN bot b ON b.key = s.bot"
            + " WHERE b.id IS NOT NULL AND s.id IN (" + SqliteConnection.marks(TIPS_AT_ONCE) + ")";

    private final SqliteConnection db;

    SessionTable(SqliteConnection db) {
        this.db = db;
    }

    Optional<SessionRow> find(UUID id) throws SQLException {
        PreparedStatement select = db.prepared(FIND);
        select.setBytes(1, UuidBlob.of(id));
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(row(rows)) : Optional.empty();
        }
    }

    List<Session> ofBot(UUID bot, @Nullable UUID after, int limit) throws SQLException {
        return page(OF_BOT, bot, after, limit);
    }

    List<Session> ofPerson(UUID person, @Nullable UUID after, int limit) throws SQLException {
        return page(OF_PERSON, person, after, limit);
    }

    private List<Session> page(String sql, UUID owner, @Nullable UUID after, int limit) throws SQLException {
        PreparedStatement select = db.prepared(sql);
        select.setBytes(1, UuidBlob.of(owner));
        select.setBytes(2, after == null ? BEFORE_ALL : UuidBlob.of(after));
        select.setInt(3, Math.max(0, limit));
        return sessions(select);
    }

    List<Session> undelivered(@Nullable UUID after, int limit) throws SQLException {
        PreparedStatement select = db.prepared(UNDELIVERED);
        select.setBytes(1, after == null ? BEFORE_ALL : UuidBlob.of(after));
        select.setInt(2, Math.max(0, limit));
        return sessions(select);
    }

    List<Session> lapsed(String gateway, long at, int limit) throws SQLException {
        PreparedStatement select = db.prepared(LAPSED);
        select.setString(1, gateway);
        select.setLong(2, at);
        select.setInt(3, Math.max(0, limit));
        return sessions(select);
    }

    /** Adds the last seqs of those sessions that exist. */
    void tips(Collection<UUID> sessions, Map<UUID, Long> tips) throws SQLException {
        PreparedStatement select = db.prepared(TIPS);
        List<UUID> all = List.copyOf(sessions);
        for (int from = 0; from < all.size(); from += TIPS_AT_ONCE) {
            SqliteConnection.bindAll(
                    select, all.subList(from, Math.min(all.size(), from + TIPS_AT_ONCE)), TIPS_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tips.put(UuidBlob.read(rows, 1), rows.getLong(2));
                }
            }
        }
    }

    void insert(SessionRow row, long bot) throws SQLException {
        Session session = row.session();
        PreparedStatement insert = db.prepared("INSERT INTO session (key, id, bot, gateway, person, open, last_seq,"
                + " person_seq, engine_position, engine_epoch, seen, heard, created_at, last_at, first_in, last_in,"
                + " attendant, agent, closed_at, record_typing, lapses_at) VALUES (" + SqliteConnection.marks(21)
                + ")");
        UUID person = session.person();
        insert.setLong(1, row.key());
        insert.setBytes(2, UuidBlob.of(session.id()));
        insert.setLong(3, bot);
        insert.setString(4, session.gateway());
        insert.setBytes(5, person == null ? null : UuidBlob.of(person));
        insert.setInt(6, session.open() ? 1 : 0);
        insert.setLong(7, session.lastSeq());
        insert.setLong(8, row.personSeq());
        insert.setLong(9, session.enginePosition());
        insert.setLong(10, session.engineEpoch());
        insert.setLong(11, session.seen());
        insert.setLong(12, session.heard());
        insert.setLong(13, Micros.of(session.createdAt()));
        insert.setLong(14, row.times().last());
        setMoment(insert, 15, row.times().firstIn());
        setMoment(insert, 16, row.times().lastIn());
        insert.setString(17, session.assignee().kind().text());
        insert.setString(18, session.assignee().agent());
        setMoment(insert, 19, row.closedAt());
        insert.setInt(20, session.recordTyping() ? 1 : 0);
        setMoment(insert, 21, row.lapsesAt());
        insert.executeUpdate();
    }

    /** Writes what changes all the time. Nothing here may be in an index but that of what is undelivered. */
    void update(SessionRow row) throws SQLException {
        Session session = row.session();
        PreparedStatement update = db.prepared("UPDATE session SET last_seq = ?, person_seq = ?, engine_position = ?,"
                + " seen = ?, heard = ?, last_at = ?, last_in = ? WHERE key = ?");
        update.setLong(1, session.lastSeq());
        update.setLong(2, row.personSeq());
        update.setLong(3, session.enginePosition());
        update.setLong(4, session.seen());
        update.setLong(5, session.heard());
        update.setLong(6, row.times().last());
        setMoment(update, 7, row.times().lastIn());
        update.setLong(8, row.key());
        update.executeUpdate();
    }

    /** Writes what seldom changes: the end, the first message, who attends, when it lapses. */
    void updateRest(SessionRow row) throws SQLException {
        Session session = row.session();
        PreparedStatement update = db.prepared("UPDATE session SET open = ?, closed_at = ?, first_in = ?,"
                + " engine_epoch = ?, attendant = ?, agent = ?, lapses_at = ? WHERE key = ?");
        update.setInt(1, session.open() ? 1 : 0);
        setMoment(update, 2, row.closedAt());
        setMoment(update, 3, row.times().firstIn());
        update.setLong(4, session.engineEpoch());
        update.setString(5, session.assignee().kind().text());
        update.setString(6, session.assignee().agent());
        setMoment(update, 7, row.lapsesAt());
        update.setLong(8, row.key());
        update.executeUpdate();
    }

    private static void setMoment(PreparedStatement statement, int index, long moment) throws SQLException {
        if (moment == 0) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setLong(index, moment);
        }
    }

    void putData(long session, String json) throws SQLException {
        PreparedStatement put = db.prepared("INSERT INTO session_data (session, data) VALUES (?, ?)"
                + " ON CONFLICT (session) DO UPDATE SET data = excluded.data");
        put.setLong(1, session);
        put.setString(2, json);
        put.executeUpdate();
    }

    void delete(long session) throws SQLException {
        db.update("DELETE FROM session WHERE key = ?", session);
        db.update("DELETE FROM session_data WHERE session = ?", session);
    }

    Database.@Nullable Found anyOfBot(long bot) throws SQLException {
        PreparedStatement select = db.prepared(ANY + "s.bot = ? LIMIT 1");
        select.setLong(1, bot);
        return any(select);
    }

    Database.@Nullable Found anyOfPerson(UUID person) throws SQLException {
        PreparedStatement select = db.prepared(ANY + "s.person = ? LIMIT 1");
        select.setBytes(1, UuidBlob.of(person));
        return any(select);
    }

    private static Database.@Nullable Found any(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next()
                    ? new Database.Found(rows.getLong(1), UuidBlob.read(rows, 2), UuidBlob.readNullable(rows, 3))
                    : null;
        }
    }

    /** The largest key ever used that something may still refer to. */
    long lastKey() throws SQLException {
        return db.number("SELECT max(coalesce((SELECT max(key) FROM session), 0),"
                + " coalesce((SELECT max(session) FROM erasure), 0))");
    }

    /** The time of the newest event in any session of a person, in microseconds; 0 when there is none. */
    long lastAt(UUID person) throws SQLException {
        PreparedStatement select = db.prepared("SELECT max(last_at) FROM session WHERE person = ?");
        select.setBytes(1, UuidBlob.of(person));
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static List<Session> sessions(PreparedStatement select) throws SQLException {
        List<Session> sessions = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                sessions.add(row(rows).session());
            }
        }
        return sessions;
    }

    /** The row whose {@link #COLUMNS} come first in a result. */
    static SessionRow row(ResultSet rows) throws SQLException {
        String data = rows.getString(6);
        long lapsesAt = rows.getLong(21);
        SessionOrigin origin = new SessionOrigin(
                UuidBlob.read(rows, 2),
                UuidBlob.read(rows, 3),
                rows.getString(4),
                UuidBlob.readNullable(rows, 5),
                Micros.instant(rows.getLong(14)),
                rows.getInt(20) != 0);
        SessionMarks marks = new SessionMarks(
                rows.getLong(8), rows.getLong(10), rows.getLong(11), rows.getLong(12), rows.getLong(13));
        Session session = new Session(
                origin,
                data == null ? new JsonObject() : new JsonObject(data),
                rows.getInt(7) != 0,
                Assignee.of(rows.getString(18), rows.getString(19)),
                marks,
                lapsesAt == 0 ? null : Micros.instant(lapsesAt));
        // A moment that is not there reads as 0.
        SessionRow.Moments times = new SessionRow.Moments(rows.getLong(15), rows.getLong(16), rows.getLong(17));
        return new SessionRow(rows.getLong(1), session, rows.getLong(9), times, data == null ? 2 : data.length());
    }
}
