package dev.parley.store;

import dev.parley.conversation.Draft;
import dev.parley.conversation.Store;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lends a store of one kind to a contract test; empty at first, gone with the lab. */
public interface StoreLab extends AutoCloseable {
    /** Opens the store with all that was left in it. */
    Store open();

    /** A draft that this kind of store cannot take, though it looks like any other. */
    Draft indigestible();

    /** Whether an id or this text is left anywhere in what the store keeps; the store may be open or closed. */
    boolean mentions(UUID id, String text);

    /** A store that opens; what it is refused with is thrown. */
    static <S extends Store> S opened(Future<S> opening) {
        try {
            return opening.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Changes what is stored by SQL that both kinds understand, past the store, which may be open. */
    void change(String statement);

    @Override
    void close() throws Exception;
}
