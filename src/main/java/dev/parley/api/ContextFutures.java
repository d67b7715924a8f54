package dev.parley.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings the result of a future that several event loops share to the one that asks. */
final class ContextFutures {
    private ContextFutures() {}

    /** The same result, on the caller's context. */
    static <T> Future<T> on(Future<T> shared) {
        if (shared.succeeded()) {
            return Future.succeededFuture(shared.result());
        }
        Context caller = Vertx.currentContext();
        if (caller == null) {
            return shared;
        }
        Promise<T> promise = Promise.promise();
        shared.onComplete((result, failure) -> caller.runOnContext(here -> promise.complete(result, failure)));
        return promise.future();
    }
}
