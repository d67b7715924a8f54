package dev.parley.crash;

import dev.parley.conversation.Store;
import dev.parley.store.postgres.PostgresOptions;
import dev.parley.store.postgres.PostgresStore;
import dev.parley.testing.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Random;

/** A PostgreSQL of its own, which is stopped as an administrator stops it, or killed, and started again. */
final class PostgresUnderTest implements StoreUnderTest {
    private static final int LONGEST_ABSENCE = 2_000;

    private final PostgresServer postgres = PostgresServer.launch();
    private final String url = postgres.newStore();

    @Override
    public String setting() {
        return url;
    }

    @Override
    public Trouble trouble(Path data) {
        return new Trouble() {
            @Override
            public String name() {
                return "store stopped";
            }

            @Override
            public int rest() {
                return 5_000;
            }

            @Override
            public void strike(Random random, Pause pause) throws Exception {
                if (random.nextBoolean()) {
                    postgres.stop();
                } else {
                    postgres.kill();
                }
                pause.millis(random.nextInt(LONGEST_ABSENCE));
                postgres.start();
            }
        };
    }

    @Override
    public Future<? extends Store> open(Vertx vertx, Path data) {
        return PostgresStore.open(vertx, PostgresOptions.of(url));
    }

    @Override
    public void close() {
        postgres.close();
    }
}
