package dev.parley.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** All tables over one connection. For one thread at a time. */
final class Tables {
    /** The key of no session: those are positive. */
    private static final long PROBE = -1;

    final SqliteConnection db;
    final SessionTable sessions;
    final EventTable events;
    final BotTable bots;
    final ImageTable images;
    final UndeliverableTable undeliverables;
    final PersonTable persons;
    final TokenTable tokens;
    final AuditTable audit;
    final BotErrorTable errors;
    final DocumentTable documents;
    final StatisticsTable statistics;

    Tables(SqliteConnection db) {
        this.db = db;
        sessions = new SessionTable(db);
        events = new EventTable(db);
        bots = new BotTable(db);
        images = new ImageTable(db);
        undeliverables = new UndeliverableTable(db);
        persons = new PersonTable(db);
        tokens = new TokenTable(db);
        audit = new AuditTable(db);
        errors = new BotErrorTable(db);
        documents = new DocumentTable(db, bots);
        statistics = new StatisticsTable(db);
    }

    /** Deletes a session with all it has but events and images: nobody finds it any more. */
    void deleteSession(long session) throws SQLException {
        sessions.delete(session);
        statistics.deleteUses(session);
        errors.deleteOfSession(session);
        documents.deleteOfSession(session);
    }

    /**
     * Notes that a session that is gone still has events.
     *
     * @param person the key of the person it goes with, 0 for none
     */
    void rememberErasure(long session, long person) throws SQLException {
        db.update("INSERT INTO erasure (session, person) VALUES (?, nullif(?, 0))", session, person);
    }

    void forgetErasure(long session) throws SQLException {
        db.update("DELETE FROM erasure WHERE session = ?", session);
    }

    /** The keys of the sessions whose erasure was begun, each for itself. */
    List<Long> erasures() throws SQLException {
        return db.numbers("SELECT session FROM erasure WHERE person IS NULL");
    }

    /** The key of a session that goes with a person and has events left, 0 when there is none. */
    long erasureOf(long person) throws SQLException {
        PreparedStatement select = db.prepared("SELECT session FROM erasure WHERE person = ? LIMIT 1");
        select.setLong(1, person);
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Writes a row that needs new pages and deletes it again: fails when the file cannot grow. */
    void probe() throws SQLException {
        db.update("INSERT INTO session_data (session, data) VALUES (?, hex(zeroblob(8192)))", PROBE);
        db.update("DELETE FROM session_data WHERE session = ?", PROBE);
    }
}
