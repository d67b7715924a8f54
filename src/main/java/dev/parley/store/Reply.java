package dev.parley.store;

import dev.parley.websocket.VertxInternals;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** What a caller waits for: decided once on one of the store's threads, told on the caller's context. */
public final class Reply<T> {
    private final Context context;
    private final Promise<T> promise = Promise.promise();
    private boolean decided;
    private @Nullable T result;
    private @Nullable Throwable failure;

    /** A reply to be told on this context. */
    public Reply(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** What the caller waits for. */
    public Future<T> future() {
        return promise.future();
    }

    /** Decides it, unless it is decided. */
    public void succeed(@Nullable T value) {
        if (!decided) {
            decided = true;
            result = value;
        }
    }

    /** Decides it, unless it is decided. */
    public void fail(Throwable why) {
        if (!decided) {
            decided = true;
            failure = why;
        }
    }

    /** Tells the caller, on its context; to be called on its thread. A reply that was told already stays as it is. */
    void dispatch() {
        VertxInternals.dispatch(context, this, Reply::tell);
    }

    private void tell() {
        if (failure == null) {
            promise.tryComplete(result);
        } else {
            promise.tryFail(failure);
        }
    }
}
