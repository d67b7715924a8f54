package dev.parley.store.postgres;

import dev.parley.store.Database.Verdict;
import dev.parley.store.WriteFailures;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Failures of the client as SQL exceptions with PostgreSQL's codes, and what they mean. */
final class Failures {
    /** The connection is gone. */
    static final String NO_CONNECTION = "08006";

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String READ_ONLY = "25006";

    private Failures() {}

    static SQLException noConnection(String why) {
        return new SQLException(why, NO_CONNECTION);
    }

    static SQLException of(Throwable thrown) {
        Throwable cause = thrown.getCause();
        Throwable failure = thrown instanceof ExecutionException && cause != null ? cause : thrown;
        if (failure instanceof SQLException sql) {
            return sql;
        }
        if (failure instanceof PgException refused) {
            return new SQLException(refused.getErrorMessage(), refused.getSqlState(), refused);
        }
        if (failure instanceof TimeoutException) {
            return new SQLException("no answer in time", NO_CONNECTION, failure);
        }
        boolean gone = failure instanceof ClosedConnectionException || failure instanceof IOException;
        return new SQLException(failure.getMessage(), gone ? NO_CONNECTION : null, failure);
    }

    static WriteFailures.Kind kind(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            return new WriteFailures.Kind(failure.getClass().getSimpleName(), false);
        }
        return new WriteFailures.Kind(state.equals(NO_CONNECTION) ? "no connection" : state, false);
    }

    // Resources (53), an operator (57), the system (58) and a standby's read-only state are no write's fault. Neither
    // is a lost connection (08): whether its transaction was committed is unknown, and it must not run again.
    static Verdict verdict(Throwable failure) {
        String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
        if (state == null) {
            return Verdict.CULPRIT;
        }
        if (state.equals(SERIALIZATION_FAILURE) || state.equals(DEADLOCK)) {
            return Verdict.AGAIN;
        }
        boolean nobody = state.equals(READ_ONLY)
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58");
        return nobody ? Verdict.NOBODY : Verdict.CULPRIT;
    }
}
