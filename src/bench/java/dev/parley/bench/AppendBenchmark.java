package dev.parley.bench;

import dev.parley.conversation.Limits;
import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Draft;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.SessionRef;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One append of 200 that are asked for together, one in each of 200 sessions, from the call to the commit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked // JMH sets the fields
public class AppendBenchmark {
    private static final int SESSIONS = 200;

    private final List<SessionRef> targets = new ArrayList<>();
    private Vertx vertx;
    private SqliteStore store;
    private Path directory;
    private long number;

    @Setup
    public void open() throws Exception {
        directory = Files.createTempDirectory("parley-append");
        vertx = Vertx.vertx();
        store = await(SqliteStore.open(vertx, SqliteOptions.of(directory.resolve("parley.db"))));
        UUID bot = UUID.randomUUID();
        await(store.putBot(new BotRecord(bot, new JsonObject(), false, Instant.now())));
        for (int i = 0; i < SESSIONS; i++) {
            UUID id = UUID.randomUUID();
            await(store.open(new NewSession(id, bot, "phoenix", null, new JsonObject(), List.of())));
            targets.add(new SessionRef(id, null, null));
        }
    }

    @Benchmark
    @OperationsPerInvocation(SESSIONS)
    public Object append() throws Exception {
        List<Future<Appended>> appends = new ArrayList<>(SESSIONS);
        for (SessionRef target : targets) {
            Body text = new Body.Text(Text.of(++number), List.of(), null);
            appends.add(store.append(target, List.of(Draft.of(Author.PERSON, text)), Limits.DEFAULT.maxData()));
        }
        return await(Future.all(appends));
    }

    @TearDown
    public void close() throws Exception {
        await(store.close());
        await(vertx.close());
        Lab.delete(directory);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
