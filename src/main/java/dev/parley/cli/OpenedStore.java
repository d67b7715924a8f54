package dev.parley.cli;

import dev.parley.config.DataDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * Something of the store, opened while no server runs; holds the data directory until it is closed. Calls block.
 *
 * @param content what was opened
 */
record OpenedStore<S>(Vertx vertx, DataDirectory directory, S content, Function<S, Future<Void>> closing) {
    static <S> OpenedStore<S> open(
            DataDirectory directory, Function<Vertx, Future<S>> opening, Function<S, Future<Void>> closing)
            throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return new OpenedStore<>(vertx, directory, Await.result(opening.apply(vertx)), closing);
        } catch (Exception e) {
            directory.close();
            Await.result(vertx.close());
            throw e;
        }
    }

    void close() throws Exception {
        try {
            Await.result(closing.apply(content));
            Await.result(vertx.close());
        } finally {
            directory.close();
        }
    }
}
