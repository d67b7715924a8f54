package dev.parley.websocket;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an endpoint, one for each event loop that a request has come by. A connection lives on the loop that opened it;
 * a request of it that another loop accepts is handed to the loop its token names. Methods are callable from any thread.
 */
public final class EndpointLoops<L extends EndpointLoop> {
    private final IntFunction<L> make;
    private volatile List<L> loops = List.of();
    private volatile boolean draining;

    /**
     * @param make makes the part of the calling event loop, with its number; one call at a time
     */
    public EndpointLoops(IntFunction<L> make) {
        this.make = make;
    }

    /** The part of the calling event loop. */
    public L here() {
        for (L loop : loops) {
            if (loop.isCurrent()) {
                return loop;
            }
        }
        return addHere();
    }

    private synchronized L addHere() {
        List<L> more = new ArrayList<>(loops);
        L loop = make.apply(more.size());
        more.add(loop);
        loops = List.copyOf(more);
        return loop;
    }

    /** The part with a number, null if there is none. */
    public @Nullable L at(int index) {
        List<L> all = loops;
        return index >= 0 && index < all.size() ? all.get(index) : null;
    }

    /** All there are by now. */
    public List<L> all() {
        return loops;
    }

    /** How many connections there are. */
    public long connections() {
        return loops.stream().mapToLong(EndpointLoop::connections).sum();
    }

    /** Closes every connection so that its client comes back; complete when all are gone, which takes seconds at most. */
    public Future<Void> drain() {
        draining = true;
        List<Future<Void>> all = new ArrayList<>();
        for (L loop : loops) {
            Promise<Void> promise = Promise.promise();
            loop.execute(() -> loop.drain().onComplete(promise));
            all.add(promise.future());
        }
        return Future.join(all).mapEmpty();
    }

    /** Whether the endpoint shuts down and takes nobody in. */
    public boolean draining() {
        return draining;
    }
}
