package dev.parley.bench;

import java.util.concurrent.CompletableFuture;

/** Counts those who have heard, and tells how long it took until the last one had; on the generator's event loop. */
final class Countdown {
    private final long start = System.nanoTime();
    private final CompletableFuture<Long> done;
    private int left;

    Countdown(int left, CompletableFuture<Long> done) {
        this.left = left;
        this.done = done;
    }

    void answer() {
        if (--left == 0) {
            done.complete(System.nanoTime() - start);
        }
    }
}
