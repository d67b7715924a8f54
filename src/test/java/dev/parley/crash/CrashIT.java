package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.clients.ServerProcess;
import dev.parley.testing.LongRunning;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Kills the server again and again while people talk to its bots, and compares what their clients noted with the log.
 *
 * <p>{@code -Dparley.crash.rounds=200} kills more often than the usual 20 times; {@code -Dparley.crash.seed=N} repeats
 * the random choices of a run that failed, though not the moments of a machine.
 */
@LongRunning(seconds = 105)
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("parley.crash.rounds", 20);
    private static final long SEED = Long.getLong("parley.crash.seed", System.nanoTime());
    private static final int CLIENTS = 3;
    private static final PersonClient.Habits TALKATIVE = new PersonClient.Habits(12, 200, 40);
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final Random random = new Random(SEED);
    private final Violations violations = new Violations();
    private final Crowd crowd = new Crowd(random.nextLong(), violations);

    @Test
    void whatWasAcknowledgedIsThereOnceAndEveryAnswerArrivesOnce() throws Exception {
        try (ServerProcess server = new ServerProcess()) {
            try (crowd) {
                for (CrashBot bot : List.of(new CrashBot.Echo(), new CrashBot.Script(), new SocketBot(violations))) {
                    crowd.gather(server, server.url(), bot, CLIENTS, TALKATIVE);
                }
                for (int round = 0; round < ROUNDS && violations.found().isEmpty(); round++) {
                    crash(server);
                }
                crowd.settle(SETTLING);
            } catch (AssertionError failure) {
                violations.add("%s", failure);
            }
            server.stop(false);
            new SqliteUnderTest().read(server.data(), store -> new Reckoning(crowd, store, violations).run());
            assertThat(violations.found())
                    .as("parley.crash.seed=%d, %d rounds; the server's troubles:%n%s", SEED, ROUNDS, server.troubles())
                    .isEmpty();
            assertThat(crowd.acknowledged()).isGreaterThan(ROUNDS * 10L);
            assertThat(crowd.refused()).isZero();
        }
    }

    /**
     * Kills the server: while it starts, at a moment of chance, or in the moment a client hears something, which is when
     * more is on its way.
     */
    private void crash(ServerProcess server) throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> {
                server.stop(true);
                server.launch();
                Thread.sleep(random.nextInt(1_500));
            }
            case 1, 2 -> Thread.sleep(random.nextInt(1_500));
            default -> {
                CountDownLatch killed = new CountDownLatch(1);
                crowd.whenHeard(random.nextInt(1, 400), () -> {
                    server.kill();
                    killed.countDown();
                });
                assertThat(killed.await(60, TimeUnit.SECONDS))
                        .as("people are answered")
                        .isTrue();
            }
        }
        server.stop(true);
        server.start();
    }
}
