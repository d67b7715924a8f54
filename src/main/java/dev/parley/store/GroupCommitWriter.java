package dev.parley.store;

import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes everything that is queued, writes it in one transaction, and only after the
 * commit answers the callers and then tells the listener: while the disk syncs one group, the next one gathers.
 *
 * <p>A transaction that fails is rolled back and its writes are tried again in halves, until only those fail that
 * cannot be written. What is nobody's fault, such as a transaction that cannot even begin, fails all of its writes.
 */
final class GroupCommitWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitWriter.class);
    private static final int QUEUE = 100_000;
    private static final int GROUP = 2_000;
    private static final int TRIES = 3;
    private static final long RETRY_NANOS = 5_000_000_000L;
    private static final long WIPE_NANOS = 1_000_000_000L;
    private static final long WIPE_AT_LAST_NANOS = 10_000_000_000L;

    private final Database database;
    private final SessionRowCache rows;
    private final Memory memory;
    private final Runnable atEnd;
    private final WriteFailures troubles;
    private final BlockingQueue<Write<?>> queue = new LinkedBlockingQueue<>(QUEUE);
    private final Deque<Write<?>> unfinished = new ArrayDeque<>();
    private final Thread thread = new Thread(this::work, "parley-store-writer");
    private volatile Handler<List<Notification>> listener = notifications -> {};
    private volatile boolean closed;
    private volatile boolean stopped;
    private long resumeAt = System.nanoTime();
    // The write-ahead log may still hold what was erased before a crash, so the first wipe is due at the start.
    private boolean wipe = true;
    private long lastWipe = System.nanoTime() - WIPE_NANOS;

    /**
     * @param atEnd closes what depends on the writer; run on its thread when everything is committed
     */
    GroupCommitWriter(Database database, SessionRowCache rows, Memory memory, WriteFailures troubles, Runnable atEnd) {
        this.database = database;
        this.rows = rows;
        this.memory = memory;
        this.troubles = troubles;
        this.atEnd = atEnd;
        thread.setDaemon(true);
    }

    /**
     * @param begun erasures that a restart interrupted
     */
    void start(List<? extends Write<?>> begun) {
        unfinished.addAll(begun);
        thread.start();
    }

    void listener(Handler<List<Notification>> handler) {
        listener = handler;
    }

    <T> Future<T> submit(Write<T> write) {
        if (closed) {
            return refuse("the store is closed");
        }
        if (!queue.offer(write)) {
            return refuse("too much waits to be written");
        }
        // The writer may have ended since the look at the flag: then either it still found this write, or we take it
        // back.
        if (stopped && queue.remove(write)) {
            return refuse("the store is closed");
        }
        return write.reply().future();
    }

    /**
     * Commits what is queued and ends.
     *
     * @param wake a write that does nothing but end the wait for the next one
     */
    void close(Write<?> wake) {
        closed = true;
        queue.offer(wake);
    }

    private static <T> Future<T> refuse(String why) {
        return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, why));
    }

    private void work() {
        while (!closed || !queue.isEmpty()) {
            try {
                write(gather());
            } catch (InterruptedException e) {
                LOG.warn("The store's writer is ended by closing the store, not by an interrupt");
            } catch (RuntimeException | Error e) {
                // Without this thread nothing would ever be answered again.
                LOG.error("The store's writer goes on after a failure", e);
            }
        }
        stopped = true;
        List<Write<?>> late = new ArrayList<>();
        queue.drainTo(late);
        write(late);
        Replies replies = new Replies();
        for (Write<?> write : unfinished) {
            replies.add(write.failed(new RefusedException(
                    Refusal.UNAVAILABLE, "the store was closed; the erasure goes on when it is opened")));
        }
        replies.send();
        atEnd.run();
    }

    private List<Write<?>> gather() throws InterruptedException {
        List<Write<?>> group = new ArrayList<>();
        queue.drainTo(group, GROUP);
        long now = System.nanoTime();
        boolean resume = !unfinished.isEmpty() && now - resumeAt >= 0;
        boolean idle = group.isEmpty() && !resume;
        if (wipe && now - lastWipe >= (idle ? WIPE_NANOS : WIPE_AT_LAST_NANOS)) {
            wipe(now);
        }
        if (resume) {
            group.add(unfinished.remove());
        } else if (idle) {
            Write<?> next = await(now);
            if (next != null) {
                group.add(next);
                queue.drainTo(group, GROUP - 1);
            }
        }
        return group;
    }

    /** The next write, or null when there is something else to do. */
    private @Nullable Write<?> await(long now) throws InterruptedException {
        long wait = Long.MAX_VALUE;
        if (!unfinished.isEmpty()) {
            wait = resumeAt - now;
        }
        if (wipe) {
            wait = Math.min(wait, lastWipe + WIPE_NANOS - now);
        }
        return wait == Long.MAX_VALUE ? queue.take() : queue.poll(Math.max(1, wait), TimeUnit.NANOSECONDS);
    }

    private void write(List<Write<?>> group) {
        write(group, 0);
    }

    private void write(List<Write<?>> group, int tried) {
        if (group.isEmpty()) {
            return;
        }
        Transaction transaction = new Transaction(database, rows);
        try {
            database.begin(memory, needs -> group.forEach(write -> write.announce(needs)));
        } catch (SQLException | RuntimeException e) {
            database.rollback();
            fail(group, e);
            return;
        }
        try {
            for (Write<?> write : group) {
                write.apply(transaction);
            }
            transaction.flush();
            database.commit();
        } catch (SQLException | RuntimeException | Error e) {
            database.rollback();
            again(group, tried, e);
            return;
        }
        transaction.publish();
        answer(group);
        tell(transaction.notifications());
    }

    private void again(List<Write<?>> group, int tried, Throwable why) {
        Database.Verdict verdict = database.verdict(why);
        if (verdict == Database.Verdict.AGAIN && tried < TRIES) {
            write(group, tried + 1);
        } else if (verdict == Database.Verdict.CULPRIT && group.size() > 1) {
            write(group.subList(0, group.size() / 2));
            write(group.subList(group.size() / 2, group.size()));
        } else {
            fail(group, why);
        }
    }

    private void answer(List<Write<?>> group) {
        Replies replies = new Replies();
        for (Write<?> write : group) {
            if (write.finished()) {
                replies.add(write.committed());
                wipe |= write.leavesTraces();
            } else {
                unfinished.add(write);
            }
        }
        replies.send();
    }

    private void tell(List<Notification> notifications) {
        if (notifications.isEmpty()) {
            return;
        }
        try {
            listener.handle(notifications);
        } catch (RuntimeException e) {
            LOG.error("The listener of commits failed", e);
        }
    }

    private void fail(List<Write<?>> group, Throwable why) {
        Replies replies = new Replies();
        for (Write<?> write : group) {
            replies.add(write.failed(troubles.refusal(why)));
            if (!write.givesUp()) {
                unfinished.add(write);
                resumeAt = System.nanoTime() + RETRY_NANOS;
            }
        }
        replies.send();
    }

    // What was deleted may still be found in places the database has not got round to.
    private void wipe(long now) {
        lastWipe = now;
        try {
            wipe = database.wipe();
        } catch (SQLException e) {
            troubles.refusal(e);
        }
    }
}
