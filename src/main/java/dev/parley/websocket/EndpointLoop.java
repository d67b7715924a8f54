package dev.parley.websocket;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint owns on one event loop: the connections that were opened there, and one timer that looks at the clock for
 * all of them. Nothing in it is locked, as nobody else touches it; what another event loop wants is handed over
 * with {@link #execute}.
 */
public class EndpointLoop {
    private final Vertx vertx;
    private final int index;
    private final long tickMillis;
    private final Context context;
    private final Thread thread = Thread.currentThread();
    private final Set<Member> members = new LinkedHashSet<>();
    private final AtomicInteger connections = new AtomicInteger();
    private @Nullable Promise<Void> drained;
    private long timer = -1;

    /** What lives on an event loop until it is removed. */
    public interface Member {
        /** Looks at the clock: called every tick, with its time in milliseconds. */
        void sweep(long now);

        /** Ends it with a WebSocket close code, which it is free to show in its own way. */
        void close(int code);

        /** Whether it counts as a connection, or is a part of one. */
        default boolean isConnection() {
            return true;
        }
    }

    /**
     * To be made on the event loop it is for.
     *
     * @param tickMillis how often it looks at the clock
     */
    protected EndpointLoop(Vertx vertx, int index, long tickMillis) {
        this.vertx = vertx;
        this.index = index;
        this.tickMillis = tickMillis;
        this.context = VertxInternals.plainContext(vertx);
    }

    /** Its number among the endpoint's loops, for tokens that name it. */
    public final int index() {
        return index;
    }

    public final Context context() {
        return context;
    }

    /** Whether the calling thread is this event loop. */
    public final boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Runs a task on this event loop: now if that is here, else later, in order. */
    public void execute(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            context.runOnContext(v -> task.run());
        }
    }

    public final void add(Member member) {
        if (members.add(member)) {
            count(member, 1);
        }
        if (timer < 0) {
            timer = vertx.setPeriodic(tickMillis, id -> sweep());
        }
    }

    public final void remove(Member member) {
        if (members.remove(member)) {
            count(member, -1);
        }
        if (members.isEmpty()) {
            vertx.cancelTimer(timer);
            timer = -1;
            if (drained != null) {
                drained.tryComplete();
            }
        }
    }

    private void count(Member member, int more) {
        if (member.isConnection()) {
            connections.addAndGet(more);
        }
    }

    /** How many connections there are; from any thread. */
    final int connections() {
        return connections.get();
    }

    private void sweep() {
        long now = SteadyClock.millis();
        List.copyOf(members).forEach(member -> member.sweep(now));
    }

    /** Closes every connection; complete when the last one is gone. */
    final Future<Void> drain() {
        Promise<Void> promise = Promise.promise();
        drained = promise;
        List.copyOf(members).forEach(member -> member.close(CloseCode.RESTART));
        if (members.isEmpty()) {
            promise.tryComplete();
        }
        return promise.future();
    }
}
