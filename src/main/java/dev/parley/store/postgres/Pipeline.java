package dev.parley.store.postgres;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one transaction after the other on their way to the server. What is written gathers, and goes out
 * with COMMIT or in front of a question; only questions wait. For the writer's thread, but for {@link #current}.
 */
final class Pipeline {
    private static final Statement BEGIN = Statement.of("BEGIN");
    private static final Statement COMMIT = Statement.of("COMMIT");
    private static final Statement ROLLBACK = Statement.of("ROLLBACK");

    private final LeaderConnection link;
    private final BulkStatements batches = new BulkStatements();
    private final List<Statement> pending = new ArrayList<>();
    private final List<CompletableFuture<RowSet<Row>>> sent = new ArrayList<>();
    private boolean begun;
    private volatile @Nullable LockedConnection held;

    Pipeline(LeaderConnection link) {
        this.link = link;
    }

    /** Whether the connection last used is the one that holds the lock; for any thread. */
    boolean current() {
        LockedConnection now = held;
        return now != null && now == link.held();
    }

    /** Turns to the connection that holds the lock now; whether that is another one than before. Fails without one. */
    boolean renew() throws SQLException {
        LockedConnection now = link.require();
        boolean other = now != held;
        held = now;
        return other;
    }

    /** Rows that are written together. */
    BulkStatements batches() {
        return batches;
    }

    /** Adds a statement to the transaction, behind what has gathered. */
    void write(String sql, @Nullable Object... parameters) {
        batches.drainTo(pending);
        pending.add(new Statement(sql, Tuple.from(parameters)));
    }

    /** Sends what has gathered and waits for the answer to one more statement. */
    RowSet<Row> ask(String sql, @Nullable Object... parameters) throws SQLException {
        batches.drainTo(pending);
        transmit();
        LockedConnection connection = connection();
        return connection.await(connection
                .send(List.of(new Statement(sql, Tuple.from(parameters))))
                .get(0));
    }

    /** The first column of the first row as a number, 0 when there is no row. */
    long number(String sql, @Nullable Object... parameters) throws SQLException {
        for (Row row : ask(sql, parameters)) {
            return row.getLong(0);
        }
        return 0;
    }

    /** The first column of every row as numbers. */
    List<Long> numbers(String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        ask(sql).forEach(row -> numbers.add(row.getLong(0)));
        return numbers;
    }

    void commit() throws SQLException {
        batches.drainTo(pending);
        if (pending.isEmpty() && !begun) {
            return;
        }
        pending.add(COMMIT);
        transmit();
        LockedConnection connection = connection();
        // A statement that fails makes the server turn the COMMIT into a ROLLBACK, without calling that a failure.
        for (CompletableFuture<RowSet<Row>> outcome : sent) {
            connection.await(outcome);
        }
        sent.clear();
        begun = false;
    }

    void rollback() {
        batches.clear();
        pending.clear();
        sent.clear();
        LockedConnection connection = held;
        if (begun && connection != null && connection == link.held()) {
            try {
                connection.await(connection.send(List.of(ROLLBACK)).get(0));
            } catch (SQLException e) {
                // A connection on which not even this works is no longer one; the lock goes with it.
                connection.close();
            }
        }
        begun = false;
    }

    private void transmit() throws SQLException {
        if (pending.isEmpty()) {
            return;
        }
        if (!begun) {
            pending.add(0, BEGIN);
            begun = true;
        }
        sent.addAll(connection().send(List.copyOf(pending)));
        pending.clear();
    }

    /** The connection of this transaction. */
    LockedConnection connection() throws SQLException {
        LockedConnection now = link.require();
        if (held == null) {
            held = now;
        } else if (now != held) {
            throw Failures.noConnection("the connection was lost");
        }
        return now;
    }
}
