package dev.parley.feed;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Identity;
import dev.parley.conversation.LogQueries;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.fanout.local.LocalFanout;
import dev.parley.store.sqlite.SqliteOptions;
import dev.parley.store.sqlite.SqliteStore;
import dev.parley.testing.StoreCalls;
import dev.parley.testing.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A real store and fan-out with a feed on top, whose hub lives on one event loop; hints pass only while it says so. */
final class FeedLab implements AutoCloseable {
    static final String GATEWAY = "test";

    final UUID bot = UUID.randomUUID();
    final Vertx vertx = Vertx.vertx();
    final LocalFanout fanout = new LocalFanout();
    final SqliteStore store;
    final Feed feed;
    final Context loop;
    private volatile boolean silent;
    private volatile boolean unreadable;
    private volatile @Nullable Promise<Void> held;
    private volatile Promise<Void> release = Promise.promise();

    FeedLab(Path directory) {
        store = Waiting.on(SqliteStore.open(vertx, SqliteOptions.of(directory.resolve("parley.db"))));
        store.onCommit(batch -> {
            if (!silent) {
                fanout.publish(batch);
            }
        });
        // Compared when a test asks for it.
        feed = new Feed(fanout, readable(store), Duration.ofDays(1));
        loop = vertx.getOrCreateContext();
        put(bot);
    }

    /** The store, whose answers are late or failures while this says so. */
    private LogQueries readable(LogQueries log) {
        return (LogQueries) Proxy.newProxyInstance(
                LogQueries.class.getClassLoader(),
                new Class<?>[] {LogQueries.class},
                (proxy, method, arguments) -> unreadable
                        ? Future.failedFuture(new IllegalStateException("unreadable"))
                        : late((Future<?>) method.invoke(log, arguments)));
    }

    private <T> Future<T> late(Future<T> answer) {
        Promise<Void> holding = held;
        return holding == null
                ? answer
                : answer.onSuccess(done -> holding.tryComplete())
                        .compose(done -> release.future().map(done));
    }

    /** What is read from now on is answered when it is {@linkplain #release released}; completes when something was read. */
    Future<Void> hold() {
        release = Promise.promise();
        held = Promise.promise();
        return held.future();
    }

    void release() {
        held = null;
        onLoop(release::tryComplete);
    }

    private UUID put(UUID id) {
        Waiting.on(store.putBot(new BotRecord(id, new JsonObject(), false, Instant.now())));
        return id;
    }

    UUID otherBot() {
        return put(UUID.randomUUID());
    }

    UUID person() {
        return Waiting.on(store.people()
                        .obtain(new Identity(GATEWAY, "", UUID.randomUUID().toString()), null))
                .id();
    }

    /** Nothing can be read from now on, or all again. */
    void unreadable(boolean now) {
        unreadable = now;
    }

    /** Loses every hint from now on, or passes them on again. */
    void silent(boolean now) {
        silent = now;
    }

    /** Runs something on the hub's event loop. */
    <T> T onLoop(Supplier<T> action) {
        return Waiting.on(Loops.call(loop, () -> Future.succeededFuture(action.get())));
    }

    SessionHub hub() {
        return feed.hub(vertx);
    }

    Session session() {
        return session(null);
    }

    /** A session of a person, the newest of all. */
    Session session(@Nullable UUID person) {
        return session(person, bot);
    }

    Session session(@Nullable UUID person, UUID with) {
        return session(person, with, GATEWAY);
    }

    Session session(@Nullable UUID person, UUID with, String gateway) {
        UUID id = UUID.randomUUID();
        return Waiting.on(store.open(new NewSession(id, with, gateway, person, new JsonObject(), List.of())))
                .session();
    }

    /** Ends a conversation. */
    void end(Session session) {
        Waiting.on(store.close(ref(session), Author.PERSON));
    }

    void erase(Session session) {
        Waiting.on(store.erase(ref(session)));
    }

    private static SessionRef ref(Session session) {
        return new SessionRef(session.id(), null, null);
    }

    /** Stores a text and completes when it is committed. */
    Event say(Session session, String text) {
        return Waiting.on(StoreCalls.append(store, ref(session), Draft.of(Author.PERSON, new Body.Text(text))))
                .event();
    }

    /** Where the log ends now. */
    long lastSeq(Session session) {
        return now(session).lastSeq();
    }

    private Session now(Session session) {
        return Waiting.on(store.session(ref(session))).orElseThrow();
    }

    /** The session as nobody has stored it: with a log up to this seq. */
    Session grownTo(Session session, long seq) {
        return session.marked(session.marks().grownTo(seq));
    }

    /** Tells a hint that was lost or is told again. */
    void hint(Session session, Event... events) {
        fanout.publish(List.of(grown(session, events)));
    }

    /** What is told of these events now. */
    Notification.LogAppended grown(Session session, Event... events) {
        return new Notification.LogAppended(now(session), List.of(events));
    }

    /** Compares what is followed with the store. */
    void compare() {
        onLoop(() -> {
            hub().compare();
            return true;
        });
    }

    /** Returns when everything that was told so far has been heard. */
    void settle() {
        onLoop(() -> true);
        onLoop(() -> true);
    }

    @Override
    public void close() {
        Waiting.on(feed.close());
        Waiting.on(store.close());
        Waiting.on(vertx.close());
    }
}
