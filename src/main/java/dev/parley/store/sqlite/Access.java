package dev.parley.store.sqlite;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.EncodeException;
import java.util.function.Supplier;

/** The ways to the file, for whoever calls: what is asked for runs on the store's threads, the answer on the caller's. */
record Access(Vertx vertx, Writer writer, Readers readers) {
    <T> Future<T> write(Write.Action<T> action) {
        return writer.submit(Write.once(context(), action));
    }

    // JSON is made here, on the caller's thread; what cannot be JSON never reaches the writer.
    <T> Future<T> encoded(Supplier<Write.Action<T>> encoding) {
        try {
            return write(encoding.get());
        } catch (EncodeException e) {
            return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, "no JSON: " + e.getMessage()));
        }
    }

    <T> Future<T> erase(Erasure<T> erasure) {
        return writer.submit(erasure);
    }

    <T> Future<T> read(Readers.Query<T> query) {
        return readers.read(context(), query);
    }

    ContextInternal context() {
        return (ContextInternal) vertx.getOrCreateContext();
    }
}
