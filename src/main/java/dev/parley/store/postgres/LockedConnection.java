package dev.parley.store.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connection that writes, and holds the lock as long as it lives. What is sent together goes out without waiting
 * for answers in between. Its blocking calls are for one thread, which must not be an event loop.
 */
final class LockedConnection {
    // Longer than the server works on any statement of ours, and than it may be silent.
    private static final long ANSWER_SECONDS = 25;

    private final Context context;
    private final Pool pool;
    private final SqlConnection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /**
     * @param context where the connection lives
     * @param pool its own pool, closed with it
     */
    LockedConnection(Context context, Pool pool, SqlConnection connection) {
        this.context = context;
        this.pool = pool;
        this.connection = connection;
    }

    SqlConnection connection() {
        return connection;
    }

    /** One or several statements without parameters, sent at once. */
    Future<RowSet<Row>> script(String sql) {
        return connection.query(sql).execute();
    }

    /** Sends statements one behind the other; their outcomes in order. Blocks only for what was never sent before. */
    List<CompletableFuture<RowSet<Row>>> send(List<Statement> statements) throws SQLException {
        List<PreparedStatement> ready = new ArrayList<>(statements.size());
        List<CompletableFuture<RowSet<Row>>> outcomes = new ArrayList<>(statements.size());
        for (Statement statement : statements) {
            ready.add(prepared(statement.sql()));
            outcomes.add(new CompletableFuture<>());
        }
        // In one go on the connection's own thread: woken once, and flushed to the network together.
        context.runOnContext(none -> {
            for (int i = 0; i < ready.size(); i++) {
                CompletableFuture<RowSet<Row>> outcome = outcomes.get(i);
                Future<RowSet<Row>> sent =
                        ready.get(i).query().execute(statements.get(i).parameters());
                sent.onComplete(outcome::complete, outcome::completeExceptionally);
                if (sent.failed()) {
                    // It never went out, so the server knows nothing of the failure: it must not see a COMMIT behind
                    // it.
                    outcomes.subList(i, outcomes.size()).forEach(rest -> rest.completeExceptionally(sent.cause()));
                    return;
                }
            }
        });
        return outcomes;
    }

    /** Waits for an answer. */
    <T> T await(CompletableFuture<T> outcome) throws SQLException {
        try {
            return outcome.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw Failures.of(e);
        } catch (TimeoutException e) {
            close();
            throw Failures.of(e);
        } catch (InterruptedException e) {
            close();
            throw Failures.noConnection("interrupted");
        }
    }

    /** Ends the connection, which frees the lock. */
    Future<Void> close() {
        return connection.close().eventually(pool::close);
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = await(connection.prepare(sql).toCompletionStage().toCompletableFuture());
            prepared.put(sql, known);
        }
        return known;
    }
}
