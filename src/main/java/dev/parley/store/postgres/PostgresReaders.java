package dev.parley.store.postgres;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.store.WriteFailures;
import dev.parley.websocket.VertxInternals;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that read, for any thread; the answer comes on the caller's context. While nothing can be written
 * nothing is read either: a database that says nothing would let everybody wait who comes meanwhile.
 */
final class PostgresReaders {
    /** No id stands before it. */
    static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final int QUEUE = 100_000;

    private final Vertx vertx;
    private final LeaderConnection link;
    private final SqlClient client;
    private final WriteFailures troubles = new WriteFailures("read", Failures::kind);
    private volatile boolean closed;

    PostgresReaders(Vertx vertx, LeaderConnection link, PostgresOptions options) {
        this.vertx = vertx;
        this.link = link;
        int patience = (int) options.patience().toSeconds();
        client = PgBuilder.client()
                .with(new PoolOptions()
                        .setMaxSize(options.readers())
                        .setMaxWaitQueueSize(QUEUE)
                        .setIdleTimeout(patience)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                // Longer than idle connections are kept: only one that owes an answer is broken off.
                .with(options.net().setReadIdleTimeout(2 * patience))
                .connectingTo(options.reading())
                .using(vertx)
                .build();
    }

    Future<Void> close() {
        closed = true;
        return client.close();
    }

    <T> Future<List<T>> list(String sql, Function<Row, T> reading, @Nullable Object... parameters) {
        return read(
                sql,
                rows -> {
                    List<T> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(reading.apply(row)));
                    return found;
                },
                parameters);
    }

    <T> Future<T> read(String sql, Function<RowSet<Row>, T> reading, @Nullable Object... parameters) {
        if (closed) {
            return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, "the store is closed"));
        }
        try {
            link.require();
        } catch (SQLException e) {
            return Future.failedFuture(troubles.refusal(e));
        }
        Promise<T> answer = VertxInternals.promise(vertx);
        client.preparedQuery(sql)
                .execute(Tuple.from(parameters))
                .map(reading)
                .recover(failure -> Future.failedFuture(troubles.refusal(Failures.of(failure))))
                .onComplete(answer);
        return answer.future();
    }
}
