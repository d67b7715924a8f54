package dev.parley.store.sqlite;

import dev.parley.conversation.Statistics;
import dev.parley.store.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What is counted, and the uses of skills, which nothing else remembers. */
final class StatisticsTable {
    private static final byte[] BEFORE_ALL = {};
    private static final String SESSIONS = " FROM bot b JOIN session s ON s.bot = b.key ";
    private static final String EXPIRED =
            "SELECT id FROM (SELECT s.id FROM bot b JOIN session s INDEXED BY session_closed ON s.bot = b.key"
                    + " WHERE b.id = ?1 AND s.closed_at < ?2 ORDER BY s.closed_at LIMIT ?4)"
                    + " UNION SELECT id FROM (SELECT s.id FROM bot b JOIN session s INDEXED BY session_silent"
                    + " ON s.bot = b.key WHERE b.id = ?1 AND s.first_in IS NULL AND s.created_at < ?3"
                    + " ORDER BY s.created_at LIMIT ?4) LIMIT ?4";
    private static final String MESSAGES =
            "e.author = 'person' AND e.kind IN ('text', 'image', 'invalid_image', 'file')";
    private static final String USAGE = "SELECT count(DISTINCT s.key), count(*),"
            + " count(CASE WHEN e.seq <= s.engine_position AND u.seq IS NULL THEN 1 END)"
            + SESSIONS + "JOIN event e ON e.session = s.key"
            + " LEFT JOIN undeliverable u ON u.session = e.session AND u.seq = e.seq"
            + " WHERE b.id = ? AND s.last_in >= ? AND e.at >= ? AND " + MESSAGES;
    private static final String BACKLOG = "SELECT b.id, count(*), min(e.at)"
            + " FROM session s INDEXED BY session_undelivered JOIN bot b ON b.key = s.bot"
            + " JOIN event e ON e.session = s.key AND e.seq > s.engine_position"
            + " WHERE s.engine_position < s.person_seq AND b.id IS NOT NULL"
            + " AND e.author = 'person' AND e.kind NOT IN ('joined', 'left', 'typing_on', 'typing_off', 'closed') GROUP BY b.key";

    private final SqliteConnection db;

    StatisticsTable(SqliteConnection db) {
        this.db = db;
    }

    /** A skill answered in a session. */
    void used(long session, String skill, long at) throws SQLException {
        PreparedStatement put = db.prepared("INSERT INTO skill_use (session, skill, at) VALUES (?, ?, ?)"
                + " ON CONFLICT (session, skill) DO UPDATE SET at = excluded.at");
        put.setLong(1, session);
        put.setString(2, skill);
        put.setLong(3, at);
        put.executeUpdate();
    }

    void deleteUses(long session) throws SQLException {
        db.update("DELETE FROM skill_use WHERE session = ?", session);
    }

    List<Statistics.Span> spans(UUID bot, Optional<UUID> after, int limit) throws SQLException {
        List<Statistics.Span> spans = new ArrayList<>();
        PreparedStatement select = db.prepared("SELECT s.id, s.first_in, s.last_in" + SESSIONS
                + "WHERE b.id = ? AND s.id > ? AND s.first_in IS NOT NULL ORDER BY s.id LIMIT ?");
        select.setBytes(1, UuidBlob.of(bot));
        select.setBytes(2, after.map(UuidBlob::of).orElse(BEFORE_ALL));
        select.setInt(3, Math.max(0, limit));
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                spans.add(new Statistics.Span(
                        UuidBlob.read(rows, 1), Micros.instant(rows.getLong(2)), Micros.instant(rows.getLong(3))));
            }
        }
        return spans;
    }

    Statistics.Usage usage(UUID bot, long since) throws SQLException {
        PreparedStatement select = db.prepared(USAGE);
        select.setBytes(1, UuidBlob.of(bot));
        select.setLong(2, since);
        select.setLong(3, since);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next()
                    ? new Statistics.Usage(rows.getLong(1), rows.getLong(2), rows.getLong(3))
                    : new Statistics.Usage(0, 0, 0);
        }
    }

    Map<String, Long> skills(UUID bot, long since) throws SQLException {
        Map<String, Long> skills = new TreeMap<>();
        PreparedStatement select = db.prepared("SELECT k.skill, count(*)" + SESSIONS
                + "JOIN skill_use k ON k.session = s.key WHERE b.id = ? AND k.at >= ? GROUP BY k.skill");
        select.setBytes(1, UuidBlob.of(bot));
        select.setLong(2, since);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                skills.put(rows.getString(1), rows.getLong(2));
            }
        }
        return skills;
    }

    List<Statistics.Backlog> backlog() throws SQLException {
        List<Statistics.Backlog> backlog = new ArrayList<>();
        try (ResultSet rows = db.prepared(BACKLOG).executeQuery()) {
            while (rows.next()) {
                backlog.add(new Statistics.Backlog(
                        UuidBlob.read(rows, 1), rows.getLong(2), Micros.instant(rows.getLong(3))));
            }
        }
        return backlog;
    }

    List<UUID> expired(UUID bot, long closedBefore, long silentBefore, int limit) throws SQLException {
        List<UUID> expired = new ArrayList<>();
        PreparedStatement select = db.prepared(EXPIRED);
        select.setBytes(1, UuidBlob.of(bot));
        select.setLong(2, closedBefore);
        select.setLong(3, silentBefore);
        select.setInt(4, Math.max(0, limit));
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                expired.add(UuidBlob.read(rows, 1));
            }
        }
        return expired;
    }
}
