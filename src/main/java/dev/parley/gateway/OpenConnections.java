package dev.parley.gateway;

import dev.parley.websocket.SteadyClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's connections on one event loop: counted, shown the clock once a second, and closed when the server drains.
 * Belongs to its event loop.
 */
public final class OpenConnections {
    private static final long TICK_MS = 1_000;

    /** One connection. */
    public interface Member {
        /** Looks at the clock, in milliseconds of the {@link SteadyClock}. */
        void tick(long now);

        /** Ends it so that its client comes back. */
        void close();
    }

    private final LongAdder count;
    private final Set<Member> members = new LinkedHashSet<>();
    private @Nullable Promise<Void> drained;

    /**
     * To be made on the event loop it is for.
     *
     * @param count of the connections of all event loops
     */
    public OpenConnections(Vertx vertx, LongAdder count) {
        this.count = count;
        vertx.setPeriodic(TICK_MS, timer -> tick());
    }

    /** Takes one that stands; once draining, it ends at once. */
    public void add(Member member) {
        if (members.add(member)) {
            count.increment();
        }
        if (draining()) {
            member.close();
        }
    }

    /** One is gone. */
    public void remove(Member member) {
        if (members.remove(member)) {
            count.decrement();
        }
        if (drained != null && members.isEmpty()) {
            drained.tryComplete();
        }
    }

    /** Whether no more connections are wanted. */
    public boolean draining() {
        return drained != null;
    }

    /** Ends them all and wants no more; completes when the last one is gone. */
    public Future<Void> drain() {
        Promise<Void> promise = Promise.promise();
        drained = promise;
        if (members.isEmpty()) {
            promise.complete();
        }
        List.copyOf(members).forEach(Member::close);
        return promise.future();
    }

    private void tick() {
        long now = SteadyClock.millis();
        List.copyOf(members).forEach(member -> member.tick(now));
    }
}
