package dev.parley.store.postgres;

import dev.parley.store.SessionRow;
import dev.parley.store.UndeliverableRows;
import java.sql.SQLException;

/** The events that were given up, in PostgreSQL. */
record PostgresUndeliverableRows(Pipeline exchange) implements UndeliverableRows {
    @Override
    public void put(SessionRow session, long seq, long since, String reason) {
        exchange.write(
                "INSERT INTO undeliverable (session, seq, since, reason, replaying) VALUES ($1, $2, $3, $4, false)"
                        + " ON CONFLICT (session, seq) DO UPDATE"
                        + " SET since = excluded.since, reason = excluded.reason, replaying = false",
                session.key(),
                seq,
                since,
                reason);
    }

    @Override
    public void remove(SessionRow session, long seq) {
        exchange.write("DELETE FROM undeliverable WHERE session = $1 AND seq = $2", session.key(), seq);
    }

    @Override
    public boolean replay(SessionRow session, long seq) throws SQLException {
        return exchange.ask(
                                "UPDATE undeliverable SET replaying = true WHERE session = $1 AND seq = $2",
                                session.key(),
                                seq)
                        .rowCount()
                > 0;
    }

    @Override
    public void endReplays(SessionRow session) {
        exchange.write("UPDATE undeliverable SET replaying = false WHERE session = $1 AND replaying", session.key());
    }

    @Override
    public boolean isReplaying(SessionRow session, long seq) throws SQLException {
        return exchange.number(
                        "SELECT count(*) FROM undeliverable WHERE session = $1 AND seq = $2 AND replaying",
                        session.key(),
                        seq)
                > 0;
    }
}
