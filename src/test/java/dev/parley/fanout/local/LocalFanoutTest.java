package dev.parley.fanout.local;

import dev.parley.conversation.Fanout;
import io.vertx.core.Vertx;

class LocalFanoutTest extends FanoutContract {
    @Override
    Fanout open(Vertx vertx) {
        return new LocalFanout(vertx);
    }
}
