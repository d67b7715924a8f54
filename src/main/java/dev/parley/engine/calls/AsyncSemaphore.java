package dev.parley.engine.calls;

import dev.parley.websocket.VertxInternals;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;

/** So many at once, the others wait in the order they came. Shared by event loops. */
final class AsyncSemaphore {
    private final Vertx vertx;
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int free;

    AsyncSemaphore(Vertx vertx, int most) {
        this.vertx = vertx;
        this.free = most;
    }

    /** Completes, on the caller's context, when there is room; whoever was let in releases. */
    Future<Void> enter() {
        Promise<Void> turn = VertxInternals.promise(vertx);
        synchronized (this) {
            if (free == 0) {
                waiting.add(turn);
                return turn.future();
            }
            free--;
        }
        turn.complete();
        return turn.future();
    }

    void release() {
        Promise<Void> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.complete();
    }
}
