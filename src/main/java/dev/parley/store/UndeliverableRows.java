package dev.parley.store;

import java.sql.SQLException;

/** The events that were given up, as the writer uses them; a part of its {@link Database}. */
public interface UndeliverableRows {
    /** Lists an event, which is not being replayed then. */
    void put(SessionRow session, long seq, long since, String reason) throws SQLException;

    void remove(SessionRow session, long seq) throws SQLException;

    /** Marks an event for another delivery; false when it is not listed. */
    boolean replay(SessionRow session, long seq) throws SQLException;

    void endReplays(SessionRow session) throws SQLException;

    boolean isReplaying(SessionRow session, long seq) throws SQLException;
}
