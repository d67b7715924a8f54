package dev.parley.crash;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets one trouble strike at moments of chance until it is told to stop. One thread each. */
final class Troublemaker {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Trouble trouble;
    private final Random random;
    private final Violations violations;
    private final Thread thread;
    private final AtomicInteger strikes = new AtomicInteger();

    Troublemaker(Trouble trouble, long seed, Violations violations) {
        this.trouble = trouble;
        this.random = new Random(seed);
        this.violations = violations;
        thread = new Thread(this::work, "trouble-" + trouble.name());
        thread.start();
    }

    private void work() {
        try {
            while (!over.await(random.nextInt(trouble.rest()), TimeUnit.MILLISECONDS)) {
                trouble.strike(random, millis -> over.await(millis, TimeUnit.MILLISECONDS));
                strikes.incrementAndGet();
            }
        } catch (Exception | AssertionError failure) {
            violations.add("%s was not mended: %s", trouble.name(), failure);
        }
    }

    String name() {
        return trouble.name();
    }

    int strikes() {
        return strikes.get();
    }

    /** Lets it strike no more; what it has broken is being mended. */
    void end() {
        over.countDown();
    }

    /** Waits until what it has broken is mended. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }
}
