package dev.parley.feed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What somebody keeps on each event loop, and the way to another loop's: state has one owner, and who needs it elsewhere
 * goes there. Thread-safe.
 *
 * @param <T> what is kept, once a loop
 */
public final class Loops<T> {
    private final int expected;
    private final List<Loop<T>> loops = new CopyOnWriteArrayList<>();
    private final Map<Thread, Loop<T>> byThread = new ConcurrentHashMap<>();
    private final Promise<Void> complete = Promise.promise();

    /** @param expected how many event loops there will be */
    public Loops(int expected) {
        this.expected = expected;
    }

    private record Loop<T>(Context context, T kept) {}

    /** Keeps this on the calling event loop; its number among them, by which {@link #owner} names it. */
    public int add(Vertx vertx, T kept) {
        Loop<T> loop = new Loop<>(vertx.getOrCreateContext(), kept);
        byThread.put(Thread.currentThread(), loop);
        // One after the other, so that they are complete once.
        synchronized (complete) {
            loops.add(loop);
            if (loops.size() == expected) {
                complete.complete();
            }
            return loops.size() - 1;
        }
    }

    /** Completes when every event loop has been added, and so every session has its owner. */
    public Future<Void> complete() {
        return complete.future();
    }

    /** What the calling event loop has. */
    public T here() {
        Loop<T> loop = byThread.get(Thread.currentThread());
        if (loop == null) {
            throw new IllegalStateException("not called on one of the event loops");
        }
        return loop.kept();
    }

    /** What all have, in the order in which they came; to be looked at, not called. */
    public Stream<T> all() {
        return loops.stream().map(Loop::kept);
    }

    /** Which loop owns a session; once {@link #complete}. */
    public int owner(UUID session) {
        return Slots.owner(session, expected);
    }

    /** Which loop owns something that is named by a text; once {@link #complete}. */
    public int owner(String name) {
        return Math.floorMod(name.hashCode(), expected);
    }

    /** Whether the calling event loop owns a session. */
    public boolean ownedHere(UUID session) {
        return loops.get(owner(session)).equals(byThread.get(Thread.currentThread()));
    }

    /** Runs something on a loop. */
    public void run(int index, Consumer<T> action) {
        Loop<T> loop = loops.get(index);
        loop.context().runOnContext(there -> action.accept(loop.kept()));
    }

    /** Runs something on every loop. */
    public void runEverywhere(Consumer<T> action) {
        loops.forEach(loop -> loop.context().runOnContext(there -> action.accept(loop.kept())));
    }

    /**
     * Asks something of a loop; the answer comes on the caller's context. What is thrown there fails the future. It waits
     * until they are {@link #complete}, as the first clients come while other loops are still being made ready.
     */
    public <R> Future<R> call(int index, Function<T, Future<R>> action) {
        if (complete.future().succeeded()) {
            Loop<T> loop = loops.get(index);
            return call(loop.context(), () -> action.apply(loop.kept()));
        }
        Context caller = Objects.requireNonNull(Vertx.currentContext());
        Promise<R> answer = Promise.promise();
        complete.future()
                .onSuccess(
                        ready -> caller.runOnContext(back -> call(index, action).onComplete(answer)));
        return answer.future();
    }

    /** Asks something of every loop there is; completes when all have done it. */
    public Future<Void> callEverywhere(Function<T, Future<Void>> action) {
        return Future.join(loops.stream()
                        .map(loop -> call(loop.context(), () -> action.apply(loop.kept())))
                        .toList())
                .mapEmpty();
    }

    /** Asks something of a context; the answer comes on the caller's context. What is thrown there fails the future. */
    public static <R> Future<R> call(Context context, Supplier<Future<R>> action) {
        Context caller = context.owner().getOrCreateContext();
        Promise<R> answer = Promise.promise();
        context.runOnContext(there -> Future.succeededFuture()
                .compose(begin -> action.get())
                .onComplete(done -> caller.runOnContext(back -> answer.handle(done))));
        return answer.future();
    }
}
