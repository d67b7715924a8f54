package dev.parley.phoenix;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Threads on which large frames are parsed, so that no event loop is held up; started by the first one. */
final class FrameParsers {
    /** What is larger than this, in bytes, is parsed elsewhere. */
    static final int LARGE = 256 << 10;

    private static final int THREADS = 2;

    private final Vertx vertx;
    private @Nullable WorkerExecutor threads;

    FrameParsers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Parses; the future completes on the caller's context. */
    <T> Future<T> parse(Callable<T> parsing) {
        return threads().executeBlocking(parsing, false);
    }

    private synchronized WorkerExecutor threads() {
        if (threads == null) {
            threads = vertx.createSharedWorkerExecutor("phoenix-parser", THREADS);
        }
        return threads;
    }
}
