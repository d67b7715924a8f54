package dev.parley.store.sqlite;

import java.sql.SQLException;
import java.util.List;

/** All tables over one connection. For one thread at a time. */
record Tables(Db db, SessionTable sessions, EventTable events, BotTable bots, ImageTable images) {
    /** The key of no session: those are positive. */
    private static final long PROBE = -1;

    static Tables over(Db db) {
        return new Tables(db, new SessionTable(db), new EventTable(db), new BotTable(db), new ImageTable(db));
    }

    /** Notes that a session that is gone still has events. */
    void rememberErasure(long session) throws SQLException {
        db.update("INSERT INTO erasure (session) VALUES (?)", session);
    }

    void forgetErasure(long session) throws SQLException {
        db.update("DELETE FROM erasure WHERE session = ?", session);
    }

    /** The keys of the sessions whose erasure was begun. */
    List<Long> erasures() throws SQLException {
        return db.numbers("SELECT session FROM erasure");
    }

    /** Writes a row that needs new pages and deletes it again: fails when the file cannot grow. */
    void probe() throws SQLException {
        db.update("INSERT INTO session_data (session, data) VALUES (?, hex(zeroblob(8192)))", PROBE);
        db.update("DELETE FROM session_data WHERE session = ?", PROBE);
    }
}
