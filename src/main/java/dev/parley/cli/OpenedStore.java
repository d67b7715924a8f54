package dev.parley.cli;

import dev.parley.config.DataDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * The bots or tokens of this machine's server, or of its store while none runs; to be closed. Calls block.
 *
 * @param url where clients reach the server, or will once it runs
 */
record OpenedStore<S>(S content, String url, Callable<?> closing) implements AutoCloseable {
    /** Opens something in the store; holds the data directory until it is closed. */
    static <S> OpenedStore<S> offline(
            DataDirectory directory, String url, Function<Vertx, Future<S>> opening, Function<S, Future<Void>> closing)
            throws Exception {
        Vertx vertx = Vertx.vertx();
        Callable<Void> end = () -> {
            directory.close();
            return Await.result(vertx.close());
        };
        try {
            S content = Await.result(opening.apply(vertx));
            return new OpenedStore<>(content, url, () -> {
                try {
                    return Await.result(closing.apply(content));
                } finally {
                    end.call();
                }
            });
        } catch (Exception e) {
            end.call();
            throw e;
        }
    }

    @Override
    public void close() throws Exception {
        closing.call();
    }
}
