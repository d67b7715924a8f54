package dev.parley.engine.calls;

import dev.parley.engine.DeliveryException;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one bot, shared by its engines on all event loops: so many calls at once, and after several failures in a
 * short time none for a while, so that a bot that is down is neither waited for by every session nor overrun when it
 * comes back.
 */
public final class BotCallGuard {
    private static final int FAILURES = 5;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final Duration rest;
    private final AsyncSemaphore room;
    private final CircuitBreaker breaker;
    private volatile @Nullable String off;

    /**
     * @param most calls at once
     * @param rest how long the bot is left alone after too many failures; then one call is tried
     */
    BotCallGuard(String name, Vertx vertx, int most, Duration rest) {
        this.rest = rest;
        room = new AsyncSemaphore(vertx, most);
        breaker = CircuitBreaker.create(
                name,
                vertx,
                new CircuitBreakerOptions()
                        .setMaxFailures(FAILURES)
                        .setFailuresRollingWindow(WITHIN.toMillis())
                        .setResetTimeout(rest.toMillis())
                        // Whoever calls watches the clock: a call also has to be cut off.
                        .setTimeout(-1)
                        .setNotificationAddress(null));
    }

    /** Makes a call when there is room. A bot that is left alone, or switched off, fails it without a call. */
    public <T> Future<T> call(Supplier<Future<T>> call) {
        return room.enter().compose(entered -> guarded(call).onComplete(done -> room.release()));
    }

    private <T> Future<T> guarded(Supplier<Future<T>> call) {
        String why = off;
        if (why != null) {
            return Future.failedFuture(DeliveryException.refused(why));
        }
        return breaker.<Outcome<T>>execute(() -> call.get().transform(BotCallGuard::outcome))
                .compose(Outcome::future)
                .recover(failure -> Future.failedFuture(
                        failure instanceof OpenCircuitException
                                ? DeliveryException.postponed(
                                        "the bot failed too often and is left alone for a moment", rest)
                                : failure));
    }

    // A refusal is the answer of a bot that is well.
    private static <T> Future<Outcome<T>> outcome(AsyncResult<T> done) {
        if (done.succeeded()) {
            return Future.succeededFuture(new Outcome<>(Future.succeededFuture(done.result())));
        }
        return done.cause() instanceof DeliveryException failure && failure.isRefused()
                ? Future.succeededFuture(new Outcome<>(Future.failedFuture(failure)))
                : Future.failedFuture(done.cause());
    }

    /** Makes no call any more, until the bot's manifest changes. */
    public void switchOff(String why) {
        off = why;
    }

    void close() {
        breaker.close();
    }

    private record Outcome<T>(Future<T> future) {}
}
