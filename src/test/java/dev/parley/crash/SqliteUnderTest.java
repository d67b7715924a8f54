package dev.parley.crash;

import dev.parley.conversation.Store;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Random;

/** The embedded store. It goes away as it does in practice: another process holds the file's lock, too long or not. */
final class SqliteUnderTest implements StoreUnderTest {
    /** Twice as long as the server waits for the lock. */
    private static final int LONGEST_LOCK = 4_000;

    @Override
    public String setting() {
        return "sqlite";
    }

    @Override
    public Trouble trouble(Path data) {
        return new Trouble() {
            @Override
            public String name() {
                return "store locked";
            }

            @Override
            public int rest() {
                return 5_000;
            }

            @Override
            public void strike(Random random, Pause pause) throws Exception {
                String file = "jdbc:sqlite:" + data.resolve("parley.db");
                try (Connection connection = DriverManager.getConnection(file);
                        Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA busy_timeout = 30000");
                    statement.execute("BEGIN IMMEDIATE");
                    pause.millis(random.nextInt(LONGEST_LOCK));
                    statement.execute("ROLLBACK");
                }
            }
        };
    }

    @Override
    public Future<? extends Store> open(Vertx vertx, Path data) {
        return SqliteStore.open(vertx, SqliteOptions.of(data.resolve("parley.db")));
    }

    @Override
    public void close() {}
}
