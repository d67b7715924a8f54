package dev.parley.delivery;

import dev.parley.conversation.Store;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who waits until the store can be written: nobody asks a bot whose answer could not be kept. One question to the store
 * every second stands for all of them. For one event loop.
 */
final class StoreWatch {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Store store;
    private final List<Runnable> waiting = new ArrayList<>();
    private long timer = -1;

    StoreWatch(Vertx vertx, Store store) {
        this.vertx = vertx;
        this.store = store;
    }

    /** Does something when the store can be written. */
    void onceWritable(Runnable resume) {
        waiting.add(resume);
        if (waiting.size() == 1) {
            askLater();
        }
    }

    /** Nobody waits any more. */
    void stop() {
        vertx.cancelTimer(timer);
        waiting.clear();
    }

    private void askLater() {
        timer = vertx.setTimer(
                PAUSE.toMillis(),
                due -> store.ready()
                        .onSuccess(ready -> {
                            List<Runnable> ripe = List.copyOf(waiting);
                            waiting.clear();
                            ripe.forEach(Runnable::run);
                        })
                        .onFailure(failure -> {
                            if (!waiting.isEmpty()) {
                                askLater();
                            }
                        }));
    }
}
