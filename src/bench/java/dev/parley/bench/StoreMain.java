package dev.parley.bench;

import dev.parley.conversation.Limits;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Session;
import dev.parley.conversation.Store;
import dev.parley.conversation.SessionRef;
import dev.parley.store.postgres.PostgresOptions;
import dev.parley.store.postgres.PostgresStore;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The store alone, in a process of its own. {@code rate STORE CALLERS WARM_SECONDS SECONDS}: each caller has a session
 * and appends its next event when the one before is committed; tells appends a second. {@code fill STORE BOT EVENTS}:
 * appends so many events to sessions of a bot, 1,000 to each. A store is a file, or a PostgreSQL URL.
 */
final class StoreMain {
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();
    private static final int EVENTS_PER_SESSION = 1_000;
    private static final int FILLED_AT_ONCE = 200;

    private final Vertx vertx;
    private final Store store;

    private StoreMain(Vertx vertx, Store store) {
        this.vertx = vertx;
        this.store = store;
    }

    public static void main(String[] args) throws Exception {
        Vertx vertx = Vertx.vertx();
        Store store = await(open(vertx, args[1]));
        StoreMain main = new StoreMain(vertx, store);
        JsonObject result = args[0].equals("rate")
                ? main.rate(Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]))
                : main.fill(UUID.fromString(args[2]), Integer.parseInt(args[3]));
        await(store.close());
        System.out.println(result.encode());
        System.exit(0);
    }

    private static Future<? extends Store> open(Vertx vertx, String store) {
        return store.startsWith("postgresql:")
                ? PostgresStore.open(vertx, PostgresOptions.of(store))
                : SqliteStore.open(vertx, SqliteOptions.of(Path.of(store)));
    }

    private JsonObject rate(int callers, int warmSeconds, int seconds) throws Exception {
        UUID bot = UUID.randomUUID();
        await(store.putBot(new BotRecord(bot, new JsonObject(), false, Instant.now())));
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong count = new AtomicLong();
        List<Future<Void>> ends = new ArrayList<>();
        List<Context> contexts = contexts();
        for (int i = 0; i < callers; i++) {
            SessionRef target = target(await(store.open(session(bot))).session());
            Promise<Void> end = Promise.promise();
            ends.add(end.future());
            contexts.get(i % LOOPS).runOnContext(v -> append(target, running, count, end));
        }
        Thread.sleep(warmSeconds * 1_000L);
        long from = System.nanoTime();
        long before = count.get();
        Thread.sleep(seconds * 1_000L);
        double rate = (count.get() - before) * 1e9 / (System.nanoTime() - from);
        running.set(false);
        await(Future.all(ends));
        return new JsonObject().put("rate", rate);
    }

    private void append(SessionRef target, AtomicBoolean running, AtomicLong count, Promise<Void> end) {
        Draft said = Draft.of(Author.PERSON, new Body.Text(Text.of(count.get()), List.of(), null));
        store.append(target, List.of(said), Limits.DEFAULT.maxData())
                .onSuccess(appended -> {
                    count.incrementAndGet();
                    if (running.get()) {
                        append(target, running, count, end);
                    } else {
                        end.complete();
                    }
                })
                .onFailure(end::fail);
    }

    private JsonObject fill(UUID bot, int events) throws Exception {
        List<Context> contexts = contexts();
        int sessions = events / EVENTS_PER_SESSION;
        for (int done = 0; done < sessions; done += FILLED_AT_ONCE) {
            List<Future<Void>> ends = new ArrayList<>();
            for (int i = done; i < Math.min(done + FILLED_AT_ONCE, sessions); i++) {
                SessionRef target = target(await(store.open(session(bot))).session());
                Promise<Void> end = Promise.promise();
                ends.add(end.future());
                contexts.get(i % LOOPS).runOnContext(v -> fill(target, EVENTS_PER_SESSION, end));
            }
            await(Future.all(ends));
        }
        return new JsonObject().put("events", sessions * EVENTS_PER_SESSION);
    }

    // By the bot: nothing is left to be delivered when the server opens the file.
    private void fill(SessionRef target, int left, Promise<Void> end) {
        Draft draft = Draft.of(new Author(Author.Type.BOT, "Bench"), new Body.Text(Text.of(left), List.of(), null));
        store.append(target, List.of(draft), Limits.DEFAULT.maxData())
                .onSuccess(appended -> {
                    if (left == 1) {
                        end.complete();
                    } else {
                        fill(target, left - 1, end);
                    }
                })
                .onFailure(end::fail);
    }

    private List<Context> contexts() {
        List<Context> contexts = new ArrayList<>();
        for (int i = 0; i < LOOPS; i++) {
            contexts.add(((io.vertx.core.internal.VertxInternal) vertx).createEventLoopContext());
        }
        return contexts;
    }

    private static NewSession session(UUID bot) {
        return new NewSession(UUID.randomUUID(), bot, "phoenix", null, new JsonObject(), List.of());
    }

    private static SessionRef target(Session session) {
        return new SessionRef(session.id(), null, null);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
