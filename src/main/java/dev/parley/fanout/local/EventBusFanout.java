package dev.parley.fanout.local;

import dev.parley.conversation.Fanout;
import dev.parley.conversation.Notification;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.UUID;

/**
 * The fan-out of one process: the Vert.x event bus, with batches handed over by reference. Publishing is possible from
 * any thread; each subscriber hears on the context it subscribed on.
 */
public final class EventBusFanout implements Fanout {
    private final Vertx vertx;
    // Its own address and codec name: several servers may be embedded in one Vert.x.
    private final String address = "parley.signals." + UUID.randomUUID();
    private final DeliveryOptions options =
            new DeliveryOptions().setCodecName(address).setLocalOnly(true);
    private volatile boolean closed;

    public EventBusFanout(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().registerCodec(new ByReference<>(address));
    }

    @Override
    public void publish(List<Notification> batch) {
        try {
            vertx.eventBus().publish(address, new Signals(batch), options);
        } catch (IllegalArgumentException gone) {
            // The store commits what it still has after the fan-out ended, and with it went the codec.
            if (!closed) {
                throw gone;
            }
        }
    }

    @Override
    public Future<Subscription> subscribe(Handler<List<Notification>> handler) {
        MessageConsumer<Signals> consumer = vertx.eventBus().localConsumer(address);
        consumer.handler(message -> handler.handle(message.body().batch()));
        return Future.succeededFuture(consumer::unregister);
    }

    @Override
    public Future<Void> close() {
        closed = true;
        vertx.eventBus().unregisterCodec(address);
        return Future.succeededFuture();
    }

    /** One batch as the event bus carries it. */
    record Signals(List<Notification> batch) {}
}
