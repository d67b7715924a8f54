package dev.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.clients.ServerProcess;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import dev.parley.testing.Waiting;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Kills the server again and again while people talk to its bots, and compares what their clients noted with the log.
 *
 * <p>{@code -Dparley.crash.rounds=200} kills more often than the usual 20 times; {@code -Dparley.crash.seed=N} repeats
 * the random choices of a run that failed, though not the moments of a machine.
 */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("parley.crash.rounds", 20);
    private static final long SEED = Long.getLong("parley.crash.seed", System.nanoTime());
    private static final int CLIENTS = 3;
    /** Half of a round is the server's start; so it takes little more than half as long. */
    private static final String[] QUICK_START = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};

    private static final int PAGE = 1_000;

    private final Random random = new Random(SEED);
    private final Violations violations = new Violations();
    private final Map<PersonClient, Thread> running =
            new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
    private final Map<String, CrashBot> bots = new TreeMap<>();
    private final List<AutoCloseable> backends = new ArrayList<>();
    private volatile Runnable heard = () -> {};

    @Test
    void whatWasAcknowledgedIsThereOnceAndEveryAnswerArrivesOnce() throws Exception {
        try (ServerProcess server = new ServerProcess(QUICK_START)) {
            try {
                begin(server);
                for (int round = 0; round < ROUNDS && violations.found().isEmpty(); round++) {
                    crash(server);
                }
                settle();
            } catch (AssertionError failure) {
                violations.add("%s", failure);
            } finally {
                end();
            }
            server.stop(false);
            check(server);
            assertThat(violations.found())
                    .as(
                            "parley.crash.seed=%d, %d rounds; the server's troubles:%n%s",
                            SEED, ROUNDS, troubles(server.logged()))
                    .isEmpty();
            assertThat(acknowledged()).isGreaterThan(ROUNDS * 10L);
        }
    }

    private void begin(ServerProcess server) throws Exception {
        for (CrashBot bot : List.of(new CrashBot.Echo(), new CrashBot.Script(), new SocketBot())) {
            String id = server.makeBot(bot.manifest());
            bots.put(id, bot);
            backends.add(bot.start(server.url(), id, random.nextLong(), violations));
            List<PersonClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client(bot.name() + i, bot, server, id));
            }
            clients.forEach(this::run);
            PersonClient first = clients.get(0);
            Waiting.until("a session to share", () -> !first.sessions().isEmpty());
            PersonClient tab = client(bot.name() + "tab", bot, server, id);
            tab.adopt(first.sessions().iterator().next());
            run(tab);
        }
    }

    private PersonClient client(String name, CrashBot bot, ServerProcess server, String id) {
        return new PersonClient(name, bot, server.url(), id, random.nextLong(), violations, () -> heard.run());
    }

    private void run(PersonClient client) {
        Thread thread = new Thread(client, client.name());
        running.put(client, thread);
        thread.start();
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
                AtomicInteger frames = new AtomicInteger(random.nextInt(1, 400));
                heard = () -> {
                    if (frames.decrementAndGet() == 0) {
                        server.kill();
                        killed.countDown();
                    }
                };
                assertThat(killed.await(60, TimeUnit.SECONDS))
                        .as("people are answered")
                        .isTrue();
                heard = () -> {};
            }
        }
        server.stop(true);
        server.start();
    }

    private void settle() {
        running.keySet().forEach(PersonClient::fallSilent);
        for (PersonClient client : running.keySet()) {
            for (SessionNotes session : client.sessions()) {
                Waiting.until(
                        client.name() + " has all answers in " + session.session(),
                        Duration.ofSeconds(60),
                        session::settled);
                Waiting.until(
                        client.name() + " has seen all that others saw of " + session.session(),
                        () -> session.largestSeen() >= largestAnswer(session.session()));
            }
        }
    }

    /** The largest seq of an answer that any client has seen. */
    private long largestAnswer(String session) {
        return running.keySet().stream()
                .flatMap(client -> client.sessions().stream())
                .filter(notes -> notes.session().equals(session))
                .flatMap(notes -> notes.seen().entrySet().stream())
                .filter(push -> push.getValue().containsKey("cause"))
                .mapToLong(Map.Entry::getKey)
                .max()
                .orElse(0);
    }

    private void end() throws Exception {
        running.keySet().forEach(PersonClient::stop);
        for (Thread thread : running.values()) {
            thread.join();
        }
        for (AutoCloseable backend : backends) {
            backend.close();
        }
        backends.clear();
    }

    private void check(ServerProcess server) {
        Vertx vertx = Vertx.vertx();
        try {
            SqliteStore store = Waiting.on(
                    SqliteStore.open(vertx, SqliteOptions.of(server.data().resolve("parley.db"))));
            Map<String, Map<String, SessionNotes>> notes = new TreeMap<>();
            running.keySet()
                    .forEach(client -> client.sessions()
                            .forEach(session -> notes.computeIfAbsent(session.session(), id -> new TreeMap<>())
                                    .put(client.name(), session)));
            for (Map.Entry<String, CrashBot> bot : bots.entrySet()) {
                for (Session session : sessions(store, UUID.fromString(bot.getKey()))) {
                    // A session whose opening was never acknowledged is nobody's, but sound.
                    Map<String, SessionNotes> known = Optional.ofNullable(
                                    notes.remove(session.id().toString()))
                            .orElse(Map.of());
                    List<Event> log = log(store, session.id());
                    LogCheck check = new LogCheck(bot.getValue(), session, log, violations);
                    check.holdsTogether();
                    bot.getValue().check(session.id().toString(), log, violations);
                    check.saidOnlyBy(known.keySet());
                    known.forEach(check::agreesWith);
                    known.values()
                            .forEach(kept -> violations.unless(
                                    kept.owner().equals(session.data().getString("owner")),
                                    "%s: opened by %s has the data %s",
                                    session.id(),
                                    kept.owner(),
                                    session.data()));
                }
            }
            violations.unless(notes.isEmpty(), "acknowledged sessions that are not there: %s", notes.keySet());
            Waiting.on(store.close());
        } finally {
            Waiting.on(vertx.close());
        }
    }

    private static List<Session> sessions(SqliteStore store, UUID bot) {
        List<Session> all = new ArrayList<>();
        Optional<UUID> after = Optional.empty();
        List<Session> page;
        do {
            page = Waiting.on(store.sessions(bot, after, PAGE));
            all.addAll(page);
            after = page.isEmpty()
                    ? after
                    : Optional.of(page.get(page.size() - 1).id());
        } while (page.size() == PAGE);
        return all;
    }

    private static List<Event> log(SqliteStore store, UUID session) {
        List<Event> all = new ArrayList<>();
        List<Event> page;
        do {
            page = Waiting.on(store.after(
                    session, all.isEmpty() ? 0 : all.get(all.size() - 1).seq(), PAGE));
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    private long acknowledged() {
        return running.keySet().stream()
                .flatMap(client -> client.sessions().stream())
                .mapToLong(session -> session.acknowledged().size())
                .sum();
    }

    /** The troubles among what the server has printed. */
    private static String troubles(String log) {
        return log.lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .collect(Collectors.joining("\n"));
    }
}
