package dev.parley.conversation;

import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** A real store that can be told to refuse what is to be written. */
public final class BotStore {
    private final SqliteStore real;
    private final Store store;
    private volatile boolean full;

    private BotStore(SqliteStore real) {
        this.real = real;
        real.onCommit(notifications -> {});
        this.store = (Store) Proxy.newProxyInstance(
                BotStore.class.getClassLoader(), new Class<?>[] {Store.class}, (self, method, arguments) -> {
                    if (full && method.getName().equals("putBot")) {
                        return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, "full"));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Opens a store in a directory of the test's own. */
    public static Future<BotStore> open(Vertx vertx, Path directory) {
        return SqliteStore.open(vertx, SqliteOptions.of(directory.resolve("parley.db")))
                .map(BotStore::new);
    }

    /** The store as the server sees it. */
    public Store store() {
        return store;
    }

    /** From now on no bot can be written, or again every one. */
    public void full(boolean now) {
        full = now;
    }

    /** Closes the file. */
    public Future<Void> close() {
        return real.close();
    }
}
