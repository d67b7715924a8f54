package dev.parley.bench;

import org.HdrHistogram.Histogram;

/** The time in which answers count. Opened and closed by the one who measures, filled on the generator's event loop. */
final class Window {
    private final Histogram latency = new Histogram(3);
    private volatile long from = Long.MAX_VALUE;
    private volatile long to = Long.MAX_VALUE;
    private volatile boolean sending = true;
    private long answers;

    void open() {
        from = System.nanoTime();
    }

    void close() {
        to = System.nanoTime();
    }

    /** No more messages; answers still come. */
    void stop() {
        sending = false;
    }

    boolean sending() {
        return sending;
    }

    /** An answer came. Its rate counts when it came, its latency when it was asked for: also if it came too late. */
    void answer(long intended) {
        long now = System.nanoTime();
        if (now >= from && now < to) {
            answers++;
        }
        if (intended >= from && intended < to) {
            latency.recordValue(now - intended);
        }
    }

    Load.Result result(long metered) {
        double seconds = (to - from) / 1e9;
        return new Load.Result(answers / seconds, latency, metered / (double) Math.max(1, answers));
    }
}
