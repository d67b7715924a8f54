package dev.parley.admin;

import dev.parley.config.Config;
import dev.parley.config.StoreLocation;
import dev.parley.conversation.Store;
import dev.parley.store.postgres.PostgresOptions;
import dev.parley.store.postgres.PostgresStore;
import dev.parley.store.postgres.StoreInUseException;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.UnaryOperator;

/** The one place that opens the store a configuration names. */
public final class StoreFactory {
    /** The store's file in the data directory. */
    public static final String FILE = "parley.db";

    private StoreFactory() {}

    /** Opens it; fails with an exception whose message says to people why not, without a password. */
    public static Future<Store> open(Vertx vertx, Config config) {
        return open(vertx, config, UnaryOperator.identity());
    }

    /**
     * Opens it.
     *
     * @param options other options for a file
     */
    public static Future<Store> open(Vertx vertx, Config config, UnaryOperator<SqliteOptions> options) {
        if (config.store() instanceof StoreLocation.Postgres postgres) {
            return Future.succeededFuture(postgres.url())
                    .map(PostgresOptions::of)
                    .compose(there -> PostgresStore.open(vertx, there))
                    .map(Store.class::cast);
        }
        return SqliteStore.open(
                        vertx, options.apply(SqliteOptions.of(config.dataDir().resolve(FILE))))
                .map(Store.class::cast);
    }

    /** Whether it was not opened because another server serves from it, which may end at any time. */
    public static boolean isInUse(Throwable failure) {
        return failure instanceof StoreInUseException;
    }

    /** Completes when a store that {@link #open} returned is another server's now. It writes no more, and is to be closed. */
    public static Future<Void> lost(Store opened) {
        return opened instanceof PostgresStore postgres
                ? postgres.lost()
                : Promise.<Void>promise().future();
    }
}
