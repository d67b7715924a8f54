package dev.parley;

import dev.parley.config.Config;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Store;
import dev.parley.store.sqlite.SqliteOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.UnaryOperator;

/** What a test puts in place of a server's usual store and fan-out, and how it reaches them. Asked anew at each start. */
public final class TestParts {
    private UnaryOperator<SqliteOptions> options = UnaryOperator.identity();
    private UnaryOperator<Fanout> fanout = UnaryOperator.identity();
    private volatile Store store;

    /** Opens the store with other options. */
    public TestParts options(UnaryOperator<SqliteOptions> other) {
        options = other;
        return this;
    }

    /** Puts something before the fan-out. */
    public TestParts fanout(UnaryOperator<Fanout> other) {
        fanout = other;
        return this;
    }

    /** The running server's store. */
    public Store store() {
        return store;
    }

    /** Starts a server made of these parts. */
    public Future<Parley> start(Vertx vertx, Config config) {
        UnaryOperator<Store> lend = opened -> {
            store = opened;
            return opened;
        };
        return Parley.start(vertx, config, new Parts(options, lend, fanout));
    }
}
