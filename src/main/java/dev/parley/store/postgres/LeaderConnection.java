package dev.parley.store.postgres;

import dev.parley.websocket.VertxInternals;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store's hold on the database. The lock lives on the connection that writes, so whoever loses the one has
 * lost the other, and nothing is ever written without it. A lost connection is made anew; when meanwhile nobody else
 * served, work goes on, else this store is out for good. It is out as well when the database is out of reach for so long
 * that another server, which this one cannot see, may well serve.
 *
 * <p>Whether somebody else served is told by the term, a number that everybody who opens the store counts up.
 */
final class LeaderConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderConnection.class);
    private static final long RETRY_MILLIS = 500;
    /** Shorter than any patience: a connection on which all is well is never silent for long. */
    private static final long PULSE_MILLIS = 2_000;

    private final Vertx vertx;
    private final Context context;
    private final PostgresOptions options;
    private final Promise<Void> lost = Promise.promise();
    private final long pulse;
    private long term;
    private volatile @Nullable LockedConnection held;
    private volatile boolean closed;
    private long downSince;

    LeaderConnection(Vertx vertx, PostgresOptions options) {
        this.vertx = vertx;
        this.context = VertxInternals.newContext(vertx);
        this.options = options;
        this.pulse = vertx.setPeriodic(PULSE_MILLIS, timer -> pulse());
    }

    /**
     * Connects, takes the lock, brings the schema up to date and begins a new term. Fails with a
     * {@link StoreInUseException} when another server has the lock.
     */
    Future<Void> open() {
        return connect()
                .compose(fresh -> {
                    PostgresSchema schema = new PostgresSchema(fresh.connection(), options.name());
                    return schema.check()
                            .compose(fit -> Lock.take(fresh.connection()))
                            .compose(taken -> taken
                                    ? schema.migrate()
                                    : Future.failedFuture(new StoreInUseException(options.name())))
                            .compose(migrated -> fresh.script("UPDATE serving SET term = term + 1 RETURNING term"))
                            .map(rows -> {
                                term = rows.iterator().next().getLong(0);
                                up(fresh);
                                return (Void) null;
                            })
                            .recover(failure -> fresh.close().transform(ended -> Future.failedFuture(failure)));
                })
                .onFailure(failure -> close());
    }

    /** Completes when another server has taken over, or may have: it is over with this one. */
    Future<Void> lost() {
        return lost.future();
    }

    /** The connection that holds the lock now; null while there is none. */
    @Nullable
    LockedConnection held() {
        return held;
    }

    /** The connection that holds the lock now; fails while there is none. */
    LockedConnection require() throws SQLException {
        LockedConnection now = held;
        if (now == null) {
            throw Failures.noConnection("no connection to " + options.name());
        }
        return now;
    }

    Future<Void> close() {
        closed = true;
        vertx.cancelTimer(pulse);
        LockedConnection now = held;
        held = null;
        return now == null ? Future.succeededFuture() : now.close();
    }

    private Future<LockedConnection> connect() {
        Promise<LockedConnection> connected = Promise.promise();
        context.runOnContext(none -> {
            Pool pool = PgBuilder.pool()
                    .with(new PoolOptions().setMaxSize(1))
                    .with(options.net())
                    .connectingTo(options.writing())
                    .using(vertx)
                    .build();
            pool.getConnection()
                    .map(connection -> new LockedConnection(context, pool, connection))
                    .recover(failure -> pool.close().transform(ended -> Future.failedFuture(failure)))
                    .onComplete(connected);
        });
        return connected.future();
    }

    private void up(LockedConnection fresh) {
        fresh.connection()
                // Without a handler the client prints it, and what fails for it says so itself.
                .exceptionHandler(failure -> LOG.debug("{}: {}", options.name(), failure.getMessage()))
                .closeHandler(none -> down(fresh));
        held = fresh;
    }

    private void down(LockedConnection gone) {
        if (closed || held != gone) {
            return;
        }
        held = null;
        downSince = System.nanoTime();
        LOG.error("The connection to {} is lost; nothing is stored until it is back", options.name());
        gone.close();
        comeBack();
    }

    private void comeBack() {
        if (closed) {
            return;
        }
        connect()
                .compose(fresh -> resume(fresh)
                        .recover(failure -> fresh.close().transform(ended -> Future.failedFuture(failure))))
                .onFailure(failure -> {
                    LOG.debug("Not back yet: {}", failure.getMessage());
                    if (System.nanoTime() - downSince < options.endurance().toNanos()) {
                        vertx.setTimer(RETRY_MILLIS, timer -> comeBack());
                    } else {
                        giveUp("was out of reach for " + options.endurance().toSeconds() + " s");
                    }
                });
    }

    private void giveUp(String why) {
        if (!closed) {
            LOG.error("This server gives up {}, which {}", options.name(), why);
            closed = true;
            lost.tryComplete();
        }
    }

    // Whoever does not get the lock may be held up by the server, which has not noticed yet that our old connection is
    // gone. The term tells this from another server's taking over.
    private Future<Void> resume(LockedConnection fresh) {
        return Lock.take(fresh.connection())
                .compose(taken -> fresh.script("SELECT term FROM serving").compose(rows -> {
                    if (rows.iterator().next().getLong(0) != term) {
                        giveUp("another server has taken over");
                        return fresh.close();
                    }
                    if (!taken) {
                        return Future.failedFuture("the lock is not free yet");
                    }
                    if (closed) {
                        return fresh.close();
                    }
                    up(fresh);
                    LOG.info(
                            "The connection to {} is back after {} s",
                            options.name(),
                            (System.nanoTime() - downSince) / 1_000_000_000L);
                    return Future.succeededFuture();
                }));
    }

    private void pulse() {
        LockedConnection now = held;
        if (now != null) {
            now.script("SELECT 1");
        }
    }
}
