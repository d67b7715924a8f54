package dev.parley.testing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits in a test's own thread, with an end. */
public final class Waiting {
    private static final long SECONDS = 30;

    private Waiting() {}

    /** The result of a future, or its failure thrown. */
    public static <T> T on(Future<T> future) {
        try {
            return future.await(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("not complete after " + SECONDS + " s", late);
        }
    }

    /** Returns when the condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, Duration.ofSeconds(SECONDS), condition);
    }

    /** Returns when the condition holds; fails after the limit. */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not: " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
        }
    }
}
