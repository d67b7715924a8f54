package dev.parley.gateway.chatio;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one customer that write to the log, whichever connection they came by: one after the other.
 *
 * <pre>
 *   run --its turn--> PENDING: written ... --seen in the log--> answered --> the next
 *                                       \--not written, or 15 s after it was asked--> failed --> the next
 * </pre>
 *
 * <p>A call is not answered when it was written but when the chat comes to its words in the log: so a client hears of them
 * in their place, behind what was said before and ahead of the bot's answer. Who reads the log says so with
 * {@link #answer}. Belongs to the chat's event loop.
 */
final class CallQueue {
    private static final long PATIENCE_MS = 15_000;

    private final Vertx vertx;
    private final long patience;
    private Future<?> last = Future.succeededFuture();
    private @Nullable PendingCall pending;

    CallQueue(Vertx vertx) {
        this(vertx, PATIENCE_MS);
    }

    /** @param patience how long a call may take, in milliseconds */
    CallQueue(Vertx vertx, long patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    /** The call whose turn it is and which is not answered; null when there is none. */
    @Nullable
    PendingCall pending() {
        return pending;
    }

    /** Lets a call write when all before it are answered; completes when it is, however. */
    Future<Void> run(PendingCall call, Supplier<Future<?>> write) {
        return turn(() -> {
            pending = call;
            long timer = vertx.setTimer(
                    Math.max(1, patience - call.ageMillis()), late -> fail(call, Fault.requestTimeout()));
            attempt(write).onFailure(failure -> fail(call, failure));
            return call.settled().onComplete(done -> vertx.cancelTimer(timer));
        });
    }

    /** Does something between two calls. */
    <T> Future<T> turn(Supplier<Future<T>> action) {
        Future<T> now = last.transform(before -> action.get());
        last = now;
        return now;
    }

    private static Future<?> attempt(Supplier<Future<?>> write) {
        try {
            return write.get();
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** Answers a call with what it has written, if it is its turn still. */
    void answer(PendingCall call, Written written) {
        leave(call);
        call.succeed(written);
    }

    private void fail(PendingCall call, Throwable why) {
        leave(call);
        call.fail(why);
    }

    private void leave(PendingCall call) {
        if (pending == call) {
            pending = null;
        }
    }
}
