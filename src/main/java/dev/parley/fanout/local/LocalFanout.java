package dev.parley.fanout.local;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.Notification;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The fan-out of one process: subscribers are called as somebody publishes, on the publisher's thread. */
public final class LocalFanout implements Fanout {
    private final List<Handler<List<Notification>>> subscribers = new CopyOnWriteArrayList<>();

    @Override
    public void publish(List<Notification> batch) {
        subscribers.forEach(subscriber -> subscriber.handle(batch));
    }

    @Override
    public Subscription subscribe(Handler<List<Notification>> subscriber) {
        subscribers.add(subscriber);
        return () -> {
            subscribers.remove(subscriber);
            return Future.succeededFuture();
        };
    }

    @Override
    public Future<Void> close() {
        subscribers.clear();
        return Future.succeededFuture();
    }
}
