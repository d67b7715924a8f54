package dev.parley.phoenix;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A channel's events in the order they came, handled one at a time: the next one waits until the future of the one before is
 * complete.
 *
 * <pre>
 * client's pushes ----+
 * server's messages --+--> queue --> handle --> its future is complete --> settle --> the next
 * broadcasts ---------+         |
 *                               +--- a push, and the client does not read: wait until it has read
 * </pre>
 *
 * <p>A client that does not read what it is sent gets no more answers than it has room for, however much it has asked before.
 * Shut until the join is answered. Lives on the connection's event loop.
 */
final class Mailbox {
    /** What an event costs while it waits, besides its bytes. */
    static final long OVERHEAD = 256;

    private final Connection connection;
    private boolean busy = true;
    private boolean closed;
    private boolean awaitsRoom;
    private @Nullable ArrayDeque<Event> queue;

    /** Something that waits for its turn. */
    interface Event {
        /** What it costs while it waits, in bytes. */
        default long cost() {
            return OVERHEAD;
        }

        /** Whether its client is answered, and so has to have room for that. */
        default boolean isAnswered() {
            return false;
        }

        /** Handles it; null, and whatever is thrown, is a failure. */
        @Nullable
        Future<Result> handle();

        /** Takes the outcome of handling it. */
        void settle(Future<Result> outcome);
    }

    Mailbox(Connection connection) {
        this.connection = connection;
    }

    void add(Event event) {
        if (closed) {
            return;
        }
        if (busy || queue != null || connection.loop().dispatching() || lacksRoom(event)) {
            if (queue == null) {
                queue = new ArrayDeque<>(4);
            }
            queue.add(event);
            connection.waiting(event.cost());
            if (!busy) {
                connection.loop().execute(this::wake);
            }
        } else {
            run(event);
            wake();
        }
    }

    /** Handles what has come so far, and from now on what comes. */
    void open() {
        next();
    }

    private void wake() {
        if (!busy) {
            next();
        }
    }

    /** Handles what waits, until a handler takes its time. */
    private void next() {
        busy = false;
        while (!busy && queue != null) {
            Event event = queue.peek();
            if (event == null) {
                queue = null;
            } else if (lacksRoom(event)) {
                awaitRoom();
                return;
            } else {
                queue.remove();
                connection.waiting(-event.cost());
                run(event);
            }
        }
    }

    private boolean lacksRoom(Event event) {
        return event.isAnswered() && connection.transport().writeQueueFull();
    }

    private void awaitRoom() {
        if (!awaitsRoom) {
            awaitsRoom = true;
            connection.transport().onceDrained(room -> {
                awaitsRoom = false;
                wake();
            });
        }
    }

    private void run(Event event) {
        busy = true;
        Future<Result> outcome = handle(event);
        if (outcome.isComplete()) {
            event.settle(outcome);
            busy = false;
        } else {
            outcome.onComplete(done -> connection.loop().execute(() -> {
                event.settle(outcome);
                next();
            }));
        }
    }

    private Future<Result> handle(Event event) {
        connection.loop().enter();
        try {
            Future<Result> outcome = event.handle();
            return outcome == null ? Future.succeededFuture() : outcome;
        } catch (RuntimeException | StackOverflowError e) {
            return Future.failedFuture(e);
        } finally {
            connection.loop().exit();
        }
    }

    /** Forgets what waits, and takes nothing more. */
    void close() {
        closed = true;
        if (queue != null) {
            queue.forEach(event -> connection.waiting(-event.cost()));
            queue = null;
        }
    }
}
