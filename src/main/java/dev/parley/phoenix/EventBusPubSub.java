package dev.parley.phoenix;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.util.UUID;

/** Broadcasts on the local event bus; the record crosses as it is, being immutable. */
final class EventBusPubSub implements PubSub {
    private static final String CODEC = "dev.parley.phoenix.published";

    private final EventBus bus;
    private final String address = "dev.parley.phoenix." + UUID.randomUUID();
    private final DeliveryOptions options =
            new DeliveryOptions().setCodecName(CODEC).setLocalOnly(true);

    EventBusPubSub(Vertx vertx) {
        bus = vertx.eventBus();
        try {
            bus.registerCodec(new IdentityCodec());
        } catch (IllegalStateException alreadyThere) {
            // Another endpoint of this Vert.x has registered it; all are alike.
        }
    }

    @Override
    public Future<Void> subscribe(Handler<Published> receiver) {
        return bus.<Published>localConsumer(address, message -> receiver.handle(message.body()))
                .completion();
    }

    @Override
    public void publish(Published message) {
        bus.publish(address, message, options);
    }

    private static final class IdentityCodec implements MessageCodec<Published, Published> {
        @Override
        public Published transform(Published message) {
            return message;
        }

        @Override
        public void encodeToWire(Buffer buffer, Published message) {
            throw new UnsupportedOperationException("local only");
        }

        @Override
        public Published decodeFromWire(int pos, Buffer buffer) {
            throw new UnsupportedOperationException("local only");
        }

        @Override
        public String name() {
            return CODEC;
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
