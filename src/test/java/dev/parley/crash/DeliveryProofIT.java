package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.clients.ServerProcess;
import dev.parley.testing.FrailNetwork;
import dev.parley.testing.LongRunning;
import dev.parley.testing.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The proof of delivery: people talk in 50 sessions to bots of five kinds while connections are cut, bots restarted, the
 * server killed and its store taken away. At the end every acknowledged message stands in the log once, every answer
 * reached every client of its session in order and once, and nothing crossed a session.
 *
 * <p>{@code -Dparley.proof.duration=10m} keeps the trouble up for longer than the usual 20 seconds;
 * {@code -Dparley.proof.seed=N} repeats the random choices of a run that failed, though not the moments of a machine.
 */
@LongRunning(seconds = 40)
@Execution(ExecutionMode.CONCURRENT)
class DeliveryProofIT {
    private static final Duration TROUBLE = Duration.parse("PT" + System.getProperty("parley.proof.duration", "20s"));
    private static final long SEED = Long.getLong("parley.proof.seed", System.nanoTime());
    private static final int LEAST_STRIKES = 2;
    private static final Duration SLOWEST = Duration.ofMinutes(5);
    /** The longest pause after failures is two and a half minutes. */
    private static final Duration SETTLING = Duration.ofMinutes(4);

    private static final int SESSIONS = 50;
    private static final int CLIENTS_OF_A_BOT = 5;
    private static final int SESSIONS_OF_A_CLIENT = 2;
    private static final PersonClient.Habits HABITS = new PersonClient.Habits(SESSIONS_OF_A_CLIENT, 5, 400);
    /** So that the server finds out about silent connections while there is still trouble. */
    private static final Map<String, String> IMPATIENT = Map.of("PARLEY_PHOENIX_IDLE_TIMEOUT", "10s");

    private final Random random = new Random(SEED);
    private final Violations violations = new Violations();
    private final Crowd crowd = new Crowd(random.nextLong(), violations);

    @Test
    void nothingIsLostDoubledOrMixedUpOverSqlite(TestReporter reporter) throws Exception {
        try (StoreUnderTest kept = new SqliteUnderTest()) {
            prove(kept, reporter);
        }
    }

    @Test
    void nothingIsLostDoubledOrMixedUpOverPostgres(TestReporter reporter) throws Exception {
        try (StoreUnderTest kept = new PostgresUnderTest()) {
            prove(kept, reporter);
        }
    }

    private void prove(StoreUnderTest kept, TestReporter reporter) throws Exception {
        Map<String, String> settings = new TreeMap<>(IMPATIENT);
        settings.put("PARLEY_STORE", kept.setting());
        Map<String, Integer> strikes = new TreeMap<>();
        try (ServerProcess server = new ServerProcess(settings);
                FrailNetwork network = new FrailNetwork(server.port())) {
            try (crowd) {
                gather(server, "http://127.0.0.1:" + network.port());
                strikes.putAll(trouble(network, server, kept));
                // Whatever was found by now says more than all that follows from it.
                if (violations.found().isEmpty()) {
                    settle(reporter, strikes);
                    server.stop(false);
                    kept.read(server.data(), store -> new Reckoning(crowd, store, violations).run());
                }
            }
            assertThat(violations.found())
                    .as(
                            "parley.proof.seed=%d, struck: %s; the server's last troubles:%n%s",
                            SEED, strikes, server.troubles())
                    .isEmpty();
        }
        assertThat(crowd.acknowledged()).isGreaterThan(SESSIONS * 10L);
    }

    private void settle(TestReporter reporter, Map<String, Integer> strikes) {
        Instant mended = Instant.now();
        try {
            Waiting.until("everybody has found a session", () -> crowd.notes().size() >= SESSIONS);
            crowd.settle(SETTLING);
        } catch (AssertionError late) {
            violations.add("%s, but by %s", late.getMessage(), crowd.unsettled());
        }
        Duration settling = Duration.between(mended, Instant.now());
        reporter.publishEntry(
                "settled",
                "%d messages through %s; %d s until all was answered"
                        .formatted(crowd.acknowledged(), strikes, settling.toSeconds()));
    }

    private void gather(ServerProcess server, String url) throws Exception {
        List<CrashBot> bots = List.of(
                new CrashBot.Echo(),
                new CrashBot.Script(),
                new SocketBot(violations),
                new WebhookBot(),
                new LateBot(violations));
        for (CrashBot bot : bots) {
            crowd.gather(server, url, bot, CLIENTS_OF_A_BOT, HABITS);
        }
    }

    /** Lets all troubles strike for the time there is, or until something is found; how often each did. */
    private Map<String, Integer> trouble(FrailNetwork network, ServerProcess server, StoreUnderTest kept)
            throws InterruptedException {
        List<Trouble> troubles = new ArrayList<>(
                List.of(new NetworkTrouble(network), new ServerTrouble(server, crowd), kept.trouble(server.data())));
        crowd.bots().values().forEach(bot -> troubles.addAll(bot.troubles()));
        List<Troublemaker> makers = new ArrayList<>();
        for (Trouble trouble : troubles) {
            makers.add(new Troublemaker(trouble, random.nextLong(), violations));
        }
        violations.await(TROUBLE);
        try {
            Waiting.until(
                    "every trouble has struck on a slow machine too",
                    SLOWEST,
                    () -> makers.stream().allMatch(maker -> maker.strikes() >= LEAST_STRIKES)
                            || !violations.found().isEmpty());
        } catch (AssertionError late) {
            violations.add("%s", late.getMessage());
        }
        makers.forEach(Troublemaker::end);
        Map<String, Integer> strikes = new TreeMap<>();
        for (Troublemaker maker : makers) {
            maker.awaitEnd();
            strikes.put(maker.name(), maker.strikes());
        }
        return strikes;
    }
}
