package dev.parley.feed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is read for one connection: one page at a time, and only while the connection has room. So no more than a page
 * waits for a client that does not read, however many logs it follows and however often it asks for the past (decision 67).
 *
 * <pre>
 *   followers, history --read--> [ waiting ] --one at a time, while there is room--> LogReader --> written
 * </pre>
 *
 * <p>Belongs to the connection's event loop. What waits when the connection ends is never read.
 */
public final class PacedReads {
    private final Context context;
    private final BooleanSupplier full;
    private final Consumer<Handler<Void>> onceDrained;
    private final Queue<Runnable> waiting = new ArrayDeque<>(0);
    private boolean busy;

    /**
     * @param context of the connection
     * @param full true while the connection should not be given more
     * @param onceDrained calls a handler once when it may
     */
    public PacedReads(Context context, BooleanSupplier full, Consumer<Handler<Void>> onceDrained) {
        this.context = context;
        this.full = full;
        this.onceDrained = onceDrained;
    }

    /** Reads when it is its turn and there is room. What comes of it is to be written as soon as the future is complete. */
    public <T> Future<T> read(Supplier<Future<T>> reading) {
        Promise<T> read = Promise.promise();
        waiting.add(
                () -> Future.succeededFuture().compose(turn -> reading.get()).onComplete(done -> {
                    read.handle(done);
                    // Not at once: what was read is written first, and then it shows whether there is room.
                    context.runOnContext(written -> next());
                }));
        if (!busy) {
            next();
        }
        return read.future();
    }

    private void next() {
        busy = !waiting.isEmpty();
        if (busy && full.getAsBoolean()) {
            onceDrained.accept(drained -> next());
        } else if (busy) {
            waiting.remove().run();
        }
    }
}
