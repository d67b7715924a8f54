package dev.parley.fanout.local;

import dev.parley.conversation.Fanout;
import io.vertx.core.Vertx;

class EventBusFanoutTest extends FanoutContract {
    @Override
    Fanout open(Vertx vertx) {
        return new EventBusFanout(vertx);
    }
}
