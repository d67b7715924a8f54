package dev.parley.testing;

import dev.parley.config.Config;
import dev.parley.conversation.Fanout;
import dev.parley.conversation.Store;
import dev.parley.http.Mount;
import dev.parley.server.Server;
import dev.parley.server.ServerOverrides;
import dev.parley.store.sqlite.SqliteOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a test puts in place of a server's usual store and fan-out, and how it reaches them. Asked anew at each start. */
public final class TestParts {
    private UnaryOperator<SqliteOptions> options = UnaryOperator.identity();
    private UnaryOperator<Store> between = UnaryOperator.identity();
    private UnaryOperator<Fanout> fanout = UnaryOperator.identity();
    private UnaryOperator<List<Mount>> routes = UnaryOperator.identity();
    private volatile Store store;

    /** Opens the store with other options. */
    public TestParts options(UnaryOperator<SqliteOptions> other) {
        options = other;
        return this;
    }

    /** Puts something before the store; a test reaches the store itself. */
    public TestParts store(UnaryOperator<Store> other) {
        between = other;
        return this;
    }

    /** Puts something before the fan-out. */
    public TestParts fanout(UnaryOperator<Fanout> other) {
        fanout = other;
        return this;
    }

    /** Puts routes before the server's own. */
    public TestParts routes(Consumer<Router> more) {
        routes = usual ->
                Stream.concat(Stream.of(Mount.of(more)), usual.stream()).toList();
        return this;
    }

    /** The running server's store. */
    public Store store() {
        return store;
    }

    /** Starts a server made of these parts. */
    public Future<Server> start(Vertx vertx, Config config) {
        UnaryOperator<Store> lend = opened -> {
            store = opened;
            return between.apply(opened);
        };
        return Server.start(vertx, config, new ServerOverrides(options, lend, fanout, routes));
    }
}
