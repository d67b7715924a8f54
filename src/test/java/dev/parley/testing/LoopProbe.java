package dev.parley.testing;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches every event loop of a Vert.x for long tasks, in CPU time of the loop's thread: what other processes take of
 * the machine does not count. Between two ticks of a loop at least one whole task ran, so this is an upper bound.
 */
public final class LoopProbe implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final AtomicLong longest = new AtomicLong();
    private final List<ScheduledFuture<?>> ticks = new ArrayList<>();

    public LoopProbe(Vertx vertx) {
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            AtomicLong last = new AtomicLong(-1);
            ticks.add(loop.scheduleAtFixedRate(
                    () -> {
                        long now = THREADS.getCurrentThreadCpuTime();
                        long before = last.getAndSet(now);
                        if (before >= 0) {
                            longest.accumulateAndGet(now - before, Math::max);
                        }
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS));
        }
    }

    /** The most CPU time between two ticks so far, in milliseconds. */
    public long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longest.get());
    }

    /** Forgets what was seen so far, such as the first use of everything. */
    public void reset() {
        longest.set(0);
    }

    @Override
    public void close() {
        ticks.forEach(tick -> tick.cancel(false));
    }
}
