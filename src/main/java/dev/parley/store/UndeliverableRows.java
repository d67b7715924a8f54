package dev.parley.store;

import java.sql.SQLException;

/** The events that were given up, as the writer uses them; a part of its {@link Database}. */
public interface UndeliverableRows {
    /** Lists an event, which is not being replayed then. */
    void put(Row session, long seq, long since, String reason) throws SQLException;

    void remove(Row session, long seq) throws SQLException;

    /** Marks an event for another delivery; false when it is not listed. */
    boolean replay(Row session, long seq) throws SQLException;

    void endReplays(Row session) throws SQLException;

    boolean isReplaying(Row session, long seq) throws SQLException;
}
