package dev.parley.store.sqlite;

import dev.parley.conversation.Event;
import dev.parley.conversation.Place;
import dev.parley.conversation.Undeliverable;
import dev.parley.store.Micros;
import dev.parley.store.SessionRow;
import dev.parley.store.UndeliverableRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The events that were given up. They go with their events. */
final class UndeliverableTable implements UndeliverableRows {
    // The joins are in this order because few events are given up, and a bot may have many sessions.
    private static final String SELECT = "SELECT " + SessionTable.COLUMNS + ", e."
            + EventTable.COLUMNS.replace(", ", ", e.") + ", u.since, u.reason, u.replaying"
            + " FROM undeliverable u %s CROSS JOIN session s ON s.key = u.session CROSS JOIN bot b ON b.key = s.bot"
            + " CROSS JOIN event e ON e.session = u.session AND e.seq = u.seq"
            + " LEFT JOIN session_data d ON d.session = s.key"
            + " WHERE b.id IS NOT NULL AND (s.id, u.seq) > (?, ?) AND ";
    private static final String ORDER = " ORDER BY s.id, u.seq LIMIT ?";
    private static final String OF_BOT = SELECT.formatted("") + "b.id = ?" + ORDER;
    private static final String REPLAYING =
            SELECT.formatted("INDEXED BY undeliverable_replaying") + "u.replaying = 1" + ORDER;
    private static final String OF_SESSION = "SELECT e." + EventTable.COLUMNS.replace(", ", ", e.")
            + " FROM session s CROSS JOIN undeliverable u ON u.session = s.key"
            + " CROSS JOIN event e ON e.session = u.session AND e.seq = u.seq"
            + " WHERE s.id = ? ORDER BY u.seq DESC LIMIT ?";
    private static final int REST = SessionTable.WIDTH + EventTable.WIDTH;
    private static final byte[] BEFORE_ALL = {};

    private final SqliteConnection db;

    UndeliverableTable(SqliteConnection db) {
        this.db = db;
    }

    List<Undeliverable> ofBot(UUID bot, Optional<Place> after, int limit) throws SQLException {
        PreparedStatement select = db.prepared(OF_BOT);
        bindAfter(select, after);
        select.setBytes(3, UuidBlob.of(bot));
        select.setInt(4, Math.max(0, limit));
        return page(select);
    }

    List<Undeliverable> replaying(Optional<Place> after, int limit) throws SQLException {
        PreparedStatement select = db.prepared(REPLAYING);
        bindAfter(select, after);
        select.setInt(3, Math.max(0, limit));
        return page(select);
    }

    List<Event> ofSession(UUID session, int limit) throws SQLException {
        PreparedStatement select = db.prepared(OF_SESSION);
        select.setBytes(1, UuidBlob.of(session));
        select.setInt(2, Math.max(0, limit));
        List<Event> newestFirst = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                newestFirst.add(EventTable.event(rows, 0));
            }
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Override
    public void put(SessionRow session, long seq, long since, String reason) throws SQLException {
        PreparedStatement put = db.prepared("INSERT INTO undeliverable (session, seq, since, reason, replaying)"
                + " VALUES (?, ?, ?, ?, 0) ON CONFLICT (session, seq) DO UPDATE"
                + " SET since = excluded.since, reason = excluded.reason, replaying = 0");
        put.setLong(1, session.key());
        put.setLong(2, seq);
        put.setLong(3, since);
        put.setString(4, reason);
        put.executeUpdate();
    }

    @Override
    public void remove(SessionRow session, long seq) throws SQLException {
        db.update("DELETE FROM undeliverable WHERE session = ? AND seq = ?", session.key(), seq);
    }

    @Override
    public boolean replay(SessionRow session, long seq) throws SQLException {
        return db.update("UPDATE undeliverable SET replaying = 1 WHERE session = ? AND seq = ?", session.key(), seq)
                > 0;
    }

    @Override
    public void endReplays(SessionRow session) throws SQLException {
        db.update("UPDATE undeliverable SET replaying = 0 WHERE session = ? AND replaying = 1", session.key());
    }

    @Override
    public boolean isReplaying(SessionRow session, long seq) throws SQLException {
        PreparedStatement select =
                db.prepared("SELECT 1 FROM undeliverable WHERE session = ? AND seq = ? AND replaying = 1");
        select.setLong(1, session.key());
        select.setLong(2, seq);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }

    private static void bindAfter(PreparedStatement select, Optional<Place> after) throws SQLException {
        select.setBytes(1, after.map(place -> UuidBlob.of(place.session())).orElse(BEFORE_ALL));
        select.setLong(2, after.map(Place::seq).orElse(0L));
    }

    private static List<Undeliverable> page(PreparedStatement select) throws SQLException {
        List<Undeliverable> page = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                page.add(new Undeliverable(
                        SessionTable.row(rows).session(),
                        EventTable.event(rows, SessionTable.WIDTH),
                        Micros.instant(rows.getLong(REST + 1)),
                        rows.getString(REST + 2),
                        rows.getInt(REST + 3) != 0));
            }
        }
        return page;
    }
}
