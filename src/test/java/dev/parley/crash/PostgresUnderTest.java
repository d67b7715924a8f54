package dev.parley.crash;

import dev.parley.conversation.Store;
import dev.parley.store.postgres.PostgresOptions;
import dev.parley.store.postgres.PostgresStore;
import dev.parley.testing.FrailNetwork;
import dev.parley.testing.PostgresServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Random;

/**
 * A PostgreSQL of its own, which is stopped as an administrator stops it, or killed, and started again. Or connections to
 * it are lost together with an answer, so that nobody knows what was committed.
 */
final class PostgresUnderTest implements StoreUnderTest {
    private static final int LONGEST_ABSENCE = 2_000;
    private static final int MOST_CUTS = 4;
    private static final int MOST_LEFT = 200;

    private final PostgresServer postgres = PostgresServer.launch();
    private final FrailNetwork network = new FrailNetwork(postgres.port());
    private final String url = postgres.newStore();

    @Override
    public String setting() {
        return postgres.url(network.port()) + "?search_path=" + PostgresServer.schema(url);
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
                return 8_000;
            }

            @Override
            public void strike(Random random, Pause pause) throws Exception {
                switch (random.nextInt(3)) {
                    case 0 -> postgres.stop();
                    case 1 -> postgres.kill();
                    default -> {
                        cut(random);
                        return;
                    }
                }
                pause.millis(random.nextInt(LONGEST_ABSENCE));
                postgres.start();
            }
        };
    }

    private void cut(Random random) {
        for (int i = random.nextInt(MOST_CUTS); i >= 0; i--) {
            network.strike(FrailNetwork.Fault.CUT_SHORT, random.nextInt(), random.nextInt(MOST_LEFT));
        }
    }

    @Override
    public Future<? extends Store> open(Vertx vertx, Path data) {
        return PostgresStore.open(vertx, PostgresOptions.of(url));
    }

    @Override
    public void close() {
        network.close();
        postgres.close();
    }
}
