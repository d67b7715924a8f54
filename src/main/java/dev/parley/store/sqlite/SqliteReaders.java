package dev.parley.store.sqlite;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.store.Replies;
import dev.parley.store.Reply;
import dev.parley.store.WriteFailures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few threads that read, each over a connection of its own; the write-ahead log lets them go on beside the writer. */
final class SqliteReaders {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteReaders.class);
    private static final int QUEUE = 100_000;

    /** Something to be read, in one statement where it should be of one moment. */
    interface Query<T> {
        T run(Tables tables) throws SQLException;
    }

    private sealed interface Task {}

    private record Read<T>(Query<T> query, Reply<T> reply) implements Task {
        void run(Tables tables, WriteFailures troubles) {
            try {
                reply.succeed(query.run(tables));
            } catch (SQLException | RuntimeException | Error e) {
                tables.db.forget();
                reply.fail(troubles.refusal(e));
            }
            Replies replies = new Replies();
            replies.add(reply);
            replies.send();
        }
    }

    /** Ends the thread that takes it. */
    private record End() implements Task {}

    private final Vertx vertx;
    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    SqliteReaders(Vertx vertx, List<SqliteConnection> connections) {
        this.vertx = vertx;
        for (SqliteConnection db : connections) {
            Thread thread = new Thread(() -> work(db), "parley-store-reader-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Reads, and answers on the caller's context. */
    <T> Future<T> read(Query<T> query) {
        Read<T> read = new Read<>(query, new Reply<>(vertx.getOrCreateContext()));
        if (queue.size() >= QUEUE) {
            return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, "too much waits to be read"));
        }
        queue.add(read);
        if (closed && queue.remove(read)) {
            return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, "the store is closed"));
        }
        return read.reply().future();
    }

    /** Answers what was asked before, then ends; called on the writer's thread, which waits for that. */
    void close() {
        closed = true;
        for (int i = 0; i < threads.size(); i++) {
            queue.add(new End());
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                LOG.warn("The store's readers are still reading");
            }
        }
    }

    private void work(SqliteConnection db) {
        Tables tables = new Tables(db);
        WriteFailures troubles = new WriteFailures("read", SqliteKinds::of);
        boolean ended = false;
        while (!ended) {
            try {
                if (queue.take() instanceof Read<?> read) {
                    read.run(tables, troubles);
                } else {
                    ended = true;
                }
            } catch (InterruptedException e) {
                LOG.warn("A reader of the store is ended by closing the store, not by an interrupt");
            }
        }
        try {
            db.close();
        } catch (SQLException e) {
            LOG.warn("A reader's connection did not close: {}", e.getMessage());
        }
    }
}
