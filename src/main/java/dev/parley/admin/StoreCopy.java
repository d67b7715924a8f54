package dev.parley.admin;

import dev.parley.config.Config;
import dev.parley.config.DataDirectory;
import dev.parley.config.StoreLocation;
import dev.parley.store.postgres.PostgresImport;
import dev.parley.store.postgres.PostgresOptions;
import dev.parley.store.sqlite.SqliteExport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Copies the store of a stopped server from SQLite to an empty PostgreSQL, everything or nothing: table by table with
 * all keys as they are, so that what refers to each other goes on doing so. Blocks.
 */
public final class StoreCopy {
    private final SqliteExport from;
    private final PostgresImport to;
    private final String name;

    private StoreCopy(SqliteExport from, PostgresImport to, String name) {
        this.from = from;
        this.to = to;
        this.name = name;
    }

    /**
     * Copies the SQLite store of the data directory and tells how much was copied.
     *
     * @param url where to; null for the store that the configuration names
     */
    public static String run(Config config, @Nullable String url) throws Exception {
        PostgresOptions options = PostgresOptions.of(url == null ? configured(config) : given(config, url));
        Path file = config.dataDir().resolve(StoreFactory.FILE);
        Vertx vertx = Vertx.vertx();
        // No server may write here meanwhile.
        try (DataDirectory held = DataDirectory.open(config.dataDir());
                SqliteExport from = SqliteExport.open(file)) {
            PostgresImport to = result(PostgresImport.open(vertx, options));
            try {
                return new StoreCopy(from, to, options.name()).everything();
            } catch (Exception e) {
                throw new IllegalStateException(
                        "the copy to " + options.name() + " failed, and nothing was copied: " + e.getMessage(), e);
            } finally {
                result(to.close().otherwiseEmpty());
            }
        } finally {
            result(vertx.close());
        }
    }

    private static String configured(Config config) {
        if (config.store() instanceof StoreLocation.Postgres postgres) {
            return postgres.url();
        }
        throw new IllegalStateException("there is no store to copy to: set PARLEY_STORE to its URL, or say --to URL");
    }

    private static String given(Config config, String url) {
        if (config.store() instanceof StoreLocation.Sqlite) {
            return url;
        }
        throw new IllegalStateException("the store copied is the SQLite store, but the configuration names "
                + config.store() + "; say --store sqlite, or leave out --to");
    }

    private String everything() throws Exception {
        Map<String, List<String>> tables = to.tables();
        if (!tables.keySet().equals(from.tables())) {
            throw new IllegalStateException("it has other tables than the store that was to be copied");
        }
        long copied = 0;
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            from.read(table.getKey(), table.getValue(), rows -> result(to.insert(table.getKey(), rows)));
            long expected = from.count(table.getKey());
            long arrived = result(to.count(table.getKey()));
            if (arrived != expected) {
                throw new IllegalStateException(
                        "of " + expected + " rows of " + table.getKey() + " only " + arrived + " arrived");
            }
            copied += arrived;
        }
        result(to.commit());
        return "copied " + copied + " rows of " + tables.size() + " tables to " + name;
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
