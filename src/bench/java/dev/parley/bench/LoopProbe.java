package dev.parley.bench;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long an event loop is kept from its queue, in thread CPU time. About once a millisecond a tiny task is put
 * into each loop's queue; the CPU time the loop's thread used from one such task to the next covers every task in
 * between, so the largest of these spans is an upper bound for the longest task. What the machine's other processes
 * take away does not count, nor do collector and compiler, which have their own threads.
 */
final class LoopProbe {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long PERIOD_NANOS = 1_000_000;

    private final List<Watched> loops = new ArrayList<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    LoopProbe(Vertx vertx) {
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            loops.add(new Watched(loop));
        }
    }

    void start() {
        running = true;
        loops.forEach(Watched::reset);
        Thread started = new Thread(this::sample, "bench-loop-probe");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Ends; the longest span of all loops in nanoseconds of thread CPU time. */
    long stop() throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.join();
        }
        return loops.stream().mapToLong(loop -> loop.longest).max().orElse(0);
    }

    private void sample() {
        while (running) {
            loops.forEach(Watched::visit);
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private static final class Watched implements Runnable {
        private final EventExecutor loop;
        private volatile boolean queued;
        private volatile long longest;
        private long last;

        Watched(EventExecutor loop) {
            this.loop = loop;
        }

        void reset() {
            last = 0;
            longest = 0;
        }

        void visit() {
            if (!queued) {
                queued = true;
                loop.execute(this);
            }
        }

        @Override
        public void run() {
            long now = THREADS.getCurrentThreadCpuTime();
            if (last != 0 && now - last > longest) {
                longest = now - last;
            }
            last = now;
            queued = false;
        }
    }
}
