package dev.parley.crash;

import dev.parley.conversation.Store;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The store a server is proved over: what the server is told of it, how it goes away, and how it is read at the end. */
interface StoreUnderTest extends AutoCloseable {
    /** What the server's {@code PARLEY_STORE} says. */
    String setting();

    /**
     * How it goes away.
     *
     * @param data the server's data directory
     */
    Trouble trouble(Path data);

    /** Opens it when no server runs. */
    Future<? extends Store> open(Vertx vertx, Path data);

    /** Reads it when no server runs. */
    default void read(Path data, Consumer<Store> reader) {
        Vertx vertx = Vertx.vertx();
        try {
            Store store = Waiting.on(open(vertx, data));
            reader.accept(store);
            Waiting.on(store.close());
        } finally {
            Waiting.on(vertx.close());
        }
    }

    @Override
    void close();
}
