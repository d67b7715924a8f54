package dev.parley.server;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done to stop what was started, last started first. One starts and stops it, never two at a time. */
final class CloseStack {
    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    private final Deque<Supplier<Future<?>>> steps = new ArrayDeque<>();

    void push(Supplier<Future<?>> step) {
        steps.push(step);
    }

    /** Does all of it, each when the one before is done; a step that fails is told to the log. Never fails. */
    Future<Void> run() {
        Future<Void> chain = Future.succeededFuture();
        while (!steps.isEmpty()) {
            Supplier<Future<?>> next = steps.pop();
            chain = chain.transform(done -> next.get().<Void>mapEmpty().recover(failure -> {
                LOG.warn("A part did not stop cleanly: {}", failure.toString());
                return Future.succeededFuture();
            }));
        }
        return chain;
    }
}
