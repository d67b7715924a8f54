package dev.parley.feed;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked for again and again and done once at a time. Who asks while it is under way gets the outcome of
 * one more run, as the running one may have seen the world before the asker did. Belongs to one event loop.
 */
final class SingleFlight {
    private final Supplier<Future<Void>> action;
    private @Nullable Future<Void> running;
    private @Nullable Future<Void> waiting;

    SingleFlight(Supplier<Future<Void>> action) {
        this.action = action;
    }

    /** Does it, from the beginning. */
    Future<Void> run() {
        Future<Void> before = running;
        if (before == null) {
            Future<Void> now = action.get();
            running = now;
            return now.onComplete(done -> running = null);
        }
        Future<Void> again = waiting;
        if (again == null) {
            again = before.transform(done -> {
                waiting = null;
                return run();
            });
            waiting = again;
        }
        return again;
    }
}
