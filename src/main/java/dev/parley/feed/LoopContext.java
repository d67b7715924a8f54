package dev.parley.feed;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.function.Function;

/**
 * A context of an event loop that belongs to no verticle. Timers and consumers end with the verticle in whose context they
 * were begun, and what a loop shares must outlive whoever asked for it first. Vert.x makes such contexts, but its public API
 * cannot say on which event loop.
 */
final class LoopContext {
    private LoopContext() {}

    /** Makes something in a new context of the calling event loop, at once. */
    static <T> T make(Vertx vertx, Function<Context, T> making) {
        ContextInternal caller = (ContextInternal) vertx.getOrCreateContext();
        ContextInternal own = ((VertxInternal) vertx)
                .contextBuilder()
                .withEventLoop(caller.nettyEventLoop())
                .build();
        ContextInternal before = own.beginDispatch();
        try {
            return making.apply(own);
        } finally {
            own.endDispatch(before);
        }
    }
}
