package dev.parley.cli;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;

/**
 * Waits on the main thread, the one place where waiting is right. Closing Vert.x is waited for by itself: a future that
 * belongs to an event loop never completes once those are gone.
 */
final class Await {
    private Await() {}

    /** The future's result, or its failure thrown. */
    static <T> T result(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
