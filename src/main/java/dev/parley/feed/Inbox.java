package dev.parley.feed;

import dev.parley.conversation.Notification;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.UUID;

/**
 * Where one {@link SessionHub} gets what it is to hear: an address on the event bus, heard on the context the inbox was
 * opened on. Batches are handed over by reference; those of one thread arrive in order.
 */
final class Inbox {
    private final Vertx vertx;
    // Its own address and codec name: several servers may be embedded in one Vert.x.
    private final String address = "parley.hub." + UUID.randomUUID();
    private final DeliveryOptions options =
            new DeliveryOptions().setCodecName(address).setLocalOnly(true);
    private final MessageConsumer<Batch> consumer;
    private volatile boolean closed;

    /** Opens it on the calling context. */
    Inbox(Vertx vertx, Handler<List<Notification>> hears) {
        this.vertx = vertx;
        vertx.eventBus().registerCodec(new ByReference<Batch>(address));
        this.consumer = vertx.eventBus().localConsumer(address);
        consumer.handler(message -> hears.handle(message.body().notifications()));
    }

    /** Puts a batch in; from any thread. */
    void post(List<Notification> notifications) {
        try {
            vertx.eventBus().send(address, new Batch(notifications), options);
        } catch (IllegalArgumentException gone) {
            // Something was still told after the end, and with it went the codec.
            if (!closed) {
                throw gone;
            }
        }
    }

    Future<Void> close() {
        closed = true;
        return consumer.unregister().onComplete(done -> vertx.eventBus().unregisterCodec(address));
    }

    /** What one send carries. */
    record Batch(List<Notification> notifications) {}
}
