package dev.parley.testing;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.Notification;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A fan-out as bad as the contract allows: it loses every third batch, repeats every fifth, and can go silent. */
public final class ForgetfulFanout implements Fanout {
    private final Fanout rest;
    private final AtomicInteger batches = new AtomicInteger();
    private volatile boolean silent;

    public ForgetfulFanout(Fanout rest) {
        this.rest = rest;
    }

    /** Parts of a server with such a fan-out, which is to be had here when the server runs. */
    public static TestParts keptIn(AtomicReference<ForgetfulFanout> here, TestParts parts) {
        return parts.fanout(usual -> {
            here.set(new ForgetfulFanout(usual));
            return here.get();
        });
    }

    /** Loses everything from now on, or goes on as before. */
    public void silent(boolean now) {
        silent = now;
    }

    @Override
    public void publish(List<Notification> batch) {
        int number = batches.incrementAndGet();
        if (silent || number % 3 == 0) {
            return;
        }
        rest.publish(batch);
        if (number % 5 == 0) {
            rest.publish(batch);
        }
    }

    @Override
    public Subscription subscribe(Handler<List<Notification>> subscriber) {
        return rest.subscribe(subscriber);
    }

    @Override
    public Future<Void> close() {
        return rest.close();
    }
}
