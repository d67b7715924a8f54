package dev.parley.fanout.local;

import dev.parley.conversation.Fanout;

class LocalFanoutTest extends FanoutContract {
    @Override
    Fanout open() {
        return new LocalFanout();
    }
}
