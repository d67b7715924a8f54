package dev.parley.fanout.local;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.Notification;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The fan-out of one process: listeners are called as somebody publishes, on the publisher's thread. */
public final class LocalFanout implements Fanout {
    private final Vertx vertx;
    private final List<Handler<List<Notification>>> listeners = new CopyOnWriteArrayList<>();

    public LocalFanout(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void publish(List<Notification> batch) {
        listeners.forEach(listener -> listener.handle(batch));
    }

    @Override
    public Subscription listen(Handler<List<Notification>> listener) {
        listeners.add(listener);
        return () -> {
            listeners.remove(listener);
            return Future.succeededFuture();
        };
    }

    @Override
    public Future<Subscription> subscribe(Handler<List<Notification>> handler) {
        Context context = vertx.getOrCreateContext();
        return Future.succeededFuture(listen(batch -> context.runOnContext(there -> handler.handle(batch))));
    }

    @Override
    public Future<Void> close() {
        listeners.clear();
        return Future.succeededFuture();
    }
}
