package dev.parley.store;

import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.EncodeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way to a store's writer, for whoever calls: what is asked for runs on the writer's thread, the answer comes on the
 * caller's context.
 */
public final class WriteQueue {
    private final Vertx vertx;
    private final GroupCommitWriter writer;
    private final Database database;
    private final SessionCommands log;
    private final InstantSource clock;

    WriteQueue(Vertx vertx, GroupCommitWriter writer, Database database, SessionCommands log, InstantSource clock) {
        this.vertx = vertx;
        this.writer = writer;
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    Database database() {
        return database;
    }

    SessionCommands log() {
        return log;
    }

    /** The clock's time, no finer than the store keeps it. */
    Instant now() {
        return Micros.instant(Micros.of(clock.instant()));
    }

    Context context() {
        return vertx.getOrCreateContext();
    }

    /** Writes something seldom: what it looks at is asked for when it is needed. */
    <T> Future<T> write(Write.Action<T> action) {
        return write(needs -> {}, action);
    }

    /**
     * Writes something.
     *
     * @param needs tells what it will surely look at
     */
    <T> Future<T> write(Consumer<PrefetchRequest> needs, Write.Action<T> action) {
        return writer.submit(Write.once(context(), needs, action));
    }

    // JSON is made here, on the caller's thread; what cannot be JSON never reaches the writer.
    <T> Future<T> encoded(Consumer<PrefetchRequest> needs, Supplier<Write.Action<T>> encoding) {
        try {
            return write(needs, encoding.get());
        } catch (EncodeException e) {
            return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, "no JSON: " + e.getMessage()));
        }
    }

    <T> Future<T> erase(Erasure<T> erasure) {
        return writer.submit(erasure);
    }
}
