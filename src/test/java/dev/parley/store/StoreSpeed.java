package dev.parley.store;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryOutcome.Answered;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.conversation.Store;
import dev.parley.store.postgres.PostgresOptions;
import dev.parley.store.postgres.PostgresStore;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import dev.parley.testing.PostgresServer;
import dev.parley.testing.StoreCalls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures what the store takes, by hand: {@code StoreSpeed [callers] [seconds] [sqlite|postgresql]}. Each caller has a session of its own
 * and asks again as soon as it is answered, so as many writes are under way as there are callers.
 */
final class StoreSpeed {
    private static final String TEXT = "a message of about eighty characters, which is what people say on average, ok?";

    private final Vertx vertx = Vertx.vertx();
    private final int callers;
    private final int seconds;

    private final boolean postgresql;

    private StoreSpeed(int callers, int seconds, boolean postgresql) {
        this.callers = callers;
        this.seconds = seconds;
        this.postgresql = postgresql;
    }

    public static void main(String[] arguments) throws Exception {
        int callers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        StoreSpeed speed = new StoreSpeed(callers, seconds, arguments.length > 2 && arguments[2].equals("postgresql"));
        try {
            speed.run();
        } finally {
            get(speed.vertx.close());
        }
    }

    private void run() throws Exception {
        Path directory = Files.createTempDirectory("parley-speed");
        Supplier<Future<? extends Store>> opening;
        if (postgresql) {
            PostgresOptions options = PostgresOptions.of(
                    PostgresServer.launch("shared_buffers=256MB").newStore());
            opening = () -> PostgresStore.open(vertx, options);
        } else {
            SqliteOptions options = SqliteOptions.of(directory.resolve("parley.db"));
            opening = () -> SqliteStore.open(vertx, options);
        }
        report("open, new", opening);
        report("open, known", opening);
        Store store = get(opening.get());
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            sessions.add(get(store.open(new NewSession(
                            UUID.randomUUID(), UUID.randomUUID(), "phoenix", null, new JsonObject(), List.of())))
                    .session());
        }
        for (int round = 0; round < 3; round++) {
            measure("appends", sessions, session -> append(store, session, null));
            measure(
                    "appends with client id",
                    sessions,
                    session -> append(store, session, UUID.randomUUID().toString()));
            measure(
                    "pairs of append and settle",
                    sessions,
                    session -> append(store, session, null).compose(appended -> settle(store, appended)));
        }
        get(store.close());
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                System.out.printf("%s: %,d bytes%n", file.getFileName(), Files.size(file));
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private void report(String what, Supplier<Future<? extends Store>> opening) throws Exception {
        long start = System.nanoTime();
        Store store = get(opening.get());
        System.out.printf("%s: %d ms%n", what, (System.nanoTime() - start) / 1_000_000);
        get(store.close());
    }

    private void measure(String what, List<Session> sessions, Function<Session, Future<?>> call) throws Exception {
        long cpu = writerCpu();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        AtomicInteger calls = new AtomicInteger();
        List<Future<Void>> done = new ArrayList<>();
        for (Session session : sessions) {
            Promise<Void> finished = Promise.promise();
            done.add(finished.future());
            Context context = vertx.getOrCreateContext();
            context.runOnContext(none -> again(session, call, calls, end, finished));
        }
        get(Future.all(done));
        double took = (System.nanoTime() - start) / 1e9;
        double each = (writerCpu() - cpu) / 1e3 / calls.get();
        System.out.printf(
                "%s, %d callers: %,.0f a second, %.1f us of the writer's CPU each%n",
                what, callers, calls.get() / took, each);
    }

    /** On a busy machine this says more than the clock. */
    private static long writerCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("parley-store-writer"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
    }

    private static void again(
            Session session, Function<Session, Future<?>> call, AtomicInteger calls, long end, Promise<Void> finished) {
        call.apply(session)
                .onComplete(
                        result -> {
                            calls.incrementAndGet();
                            if (System.nanoTime() < end) {
                                again(session, call, calls, end, finished);
                            } else {
                                finished.complete();
                            }
                        },
                        finished::fail);
    }

    private static Future<Appended> append(Store store, Session session, String clientId) {
        return StoreCalls.append(
                store,
                new SessionRef(session.id(), session.bot(), "phoenix"),
                Draft.of(Author.PERSON, new Body.Text(TEXT), null, clientId));
    }

    private static Future<?> settle(Store store, Appended appended) {
        Session session = appended.session();
        long seq = appended.event().seq();
        Draft answer = Draft.of(new Author(Author.Type.BOT, "Front desk"), new Body.Text(TEXT), seq, null);
        return StoreCalls.settle(
                store,
                new DeliveryOutcome(
                        session.id(),
                        0,
                        new DeliveryPosition.Next(session.enginePosition(), seq),
                        new Answered(List.of(answer), DataPatch.NONE, NextStep.GO_ON, Set.of()),
                        null,
                        List.of()));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
}
