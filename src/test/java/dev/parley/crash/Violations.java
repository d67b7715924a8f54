package dev.parley.crash;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What was seen and must never be; any thread adds to it. */
final class Violations {
    private static final int MOST = 20;

    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private final CountDownLatch first = new CountDownLatch(1);

    void add(String format, Object... arguments) {
        if (found.size() < MOST) {
            found.add(format.formatted(arguments));
            first.countDown();
        }
    }

    /** Adds what is found when the claim does not hold. */
    void unless(boolean holds, String format, Object... arguments) {
        if (!holds) {
            add(format, arguments);
        }
    }

    List<String> found() {
        return List.copyOf(found);
    }

    /** Returns after this time, or as soon as anything was found. */
    void await(Duration time) throws InterruptedException {
        first.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
