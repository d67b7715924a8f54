package dev.parley.gateway.chatio;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call that writes to the log, until it is answered. Belongs to the chat's event loop. */
final class PendingCall {
    private final Caller caller;
    private final Function<Written, Answer> answering;
    private final Promise<Void> settled = Promise.promise();
    private final long since = System.nanoTime();
    private Awaited awaited;

    PendingCall(Caller caller, Awaited awaited, Function<Written, Answer> answering) {
        this.caller = caller;
        this.awaited = awaited;
        this.answering = answering;
    }

    /** What it waits to see in the log. */
    Awaited awaited() {
        return awaited;
    }

    void awaits(Awaited now) {
        awaited = now;
    }

    /** The connection that is answered; null over HTTP. */
    @Nullable
    Subscriber connection() {
        return caller.connection();
    }

    /** How long ago it was asked for, in milliseconds. */
    long ageMillis() {
        return (System.nanoTime() - since) / 1_000_000;
    }

    /** Completes when it is answered. */
    Future<Void> settled() {
        return settled.future();
    }

    void succeed(Written written) {
        caller.succeed(answering.apply(written));
        settled.tryComplete();
    }

    void fail(Throwable why) {
        caller.fail(why);
        settled.tryComplete();
    }
}
