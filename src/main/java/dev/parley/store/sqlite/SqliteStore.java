package dev.parley.store.sqlite;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import dev.parley.conversation.Settlement;
import dev.parley.conversation.Signal;
import dev.parley.conversation.Store;
import dev.parley.conversation.Target;
import dev.parley.store.MergedData;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.EncodeException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded store: one SQLite file in WAL mode. Writes go through one thread that commits them in groups, reads
 * through a few others; no caller's thread touches the file. Whoever opens a file makes sure nobody else has it open.
 */
public final class SqliteStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final long ROWS_WEIGHT = 16L << 20;

    private final Vertx vertx;
    private final Db db;
    private final Tables tables;
    private final Rows rows = new Rows(ROWS_WEIGHT);
    private final Log log;
    private final Writer writer;
    private final Readers readers;
    private final Promise<Void> ended = Promise.promise();

    private SqliteStore(Vertx vertx, Db db, SqliteOptions options) throws SQLException {
        this.vertx = vertx;
        this.db = db;
        tables = Tables.over(db);
        log = new Log(tables, new Times(tables.sessions(), options.clock()));
        List<Db> connections = new ArrayList<>();
        for (int i = 0; i < options.readers(); i++) {
            connections.add(Connections.reader(options));
        }
        readers = new Readers(connections);
        writer = new Writer(tables, rows, begunErasures(), this::end);
    }

    /**
     * Opens the file, making or migrating it first. Fails with an {@link IllegalStateException} that says why when the
     * file is not one this server may write, and with the I/O or SQL error when it cannot be opened.
     */
    public static Future<SqliteStore> open(Vertx vertx, SqliteOptions options) {
        return vertx.executeBlocking(
                () -> {
                    Db db = Connections.writer(options);
                    try {
                        Schema.migrate(db, options);
                        SqliteStore store = new SqliteStore(vertx, db, options);
                        store.readers.start();
                        store.writer.start();
                        return store;
                    } catch (SQLException | IOException | RuntimeException e) {
                        db.close();
                        throw e;
                    }
                },
                false);
    }

    @Override
    public void onCommit(Handler<List<Signal>> listener) {
        writer.listener(listener);
    }

    @Override
    public Future<List<BotRecord>> bots() {
        return read(found -> found.bots().all());
    }

    @Override
    public Future<Void> putBot(BotRecord bot) {
        return encoded(() -> {
            String manifest = bot.manifest().encode();
            return transaction -> {
                tables.bots().put(bot, manifest);
                return null;
            };
        });
    }

    @Override
    public Future<List<UUID>> eraseBot(UUID bot) {
        return writer.submit(new BotErasure(context(), tables, bot));
    }

    @Override
    public Future<Appended> open(NewSession session) {
        return encoded(() -> {
            List<Entry> first = Entry.of(session.first());
            MergedData data = MergedData.of(session.data());
            return transaction -> log.open(transaction, session, data, first);
        });
    }

    @Override
    public Future<Optional<Session>> session(Target target) {
        Row row = rows.peek(target.session());
        if (row != null) {
            return Future.succeededFuture(Optional.of(row.session()).filter(target::covers));
        }
        return read(found -> found.sessions().find(target.session()).map(Row::session))
                .map(session -> session.filter(target::covers));
    }

    @Override
    public Future<Appended> append(Target target, Draft draft) {
        return encoded(() -> {
            Entry entry = Entry.of(draft);
            return transaction -> log.append(transaction, target, entry);
        });
    }

    @Override
    public Future<Appended> merge(Target target, Author author, DataPatch patch, int maxBytes) {
        return encoded(() -> {
            Entry entry = Entry.of(Draft.of(author, new Body.DataMerged(patch.set(), patch.remove())));
            return transaction -> log.merge(transaction, target, patch, maxBytes, entry);
        });
    }

    @Override
    public Future<Appended> close(Target target, Author author) {
        Entry entry = Entry.of(Draft.of(author, new Body.Closed()));
        return write(transaction -> log.close(transaction, target, entry));
    }

    @Override
    public Future<Session> seen(Target target, long seq) {
        return write(transaction -> log.seen(transaction, target, seq));
    }

    @Override
    public Future<Void> heard(Map<UUID, Long> seqs) {
        Map<UUID, Long> copy = Map.copyOf(seqs);
        return write(transaction -> {
            log.heard(transaction, copy);
            return null;
        });
    }

    @Override
    public Future<Optional<List<UUID>>> erase(Target target) {
        return writer.submit(new SessionErasure(context(), tables, target));
    }

    @Override
    public Future<List<Event>> after(UUID session, long seq, int limit) {
        return read(found -> found.events().after(session, seq, limit));
    }

    @Override
    public Future<List<Event>> before(UUID session, long seq, int limit) {
        return read(found -> found.events().before(session, seq, limit));
    }

    @Override
    public Future<Map<UUID, Long>> tips(Collection<UUID> sessions) {
        Map<UUID, Long> tips = new HashMap<>();
        List<UUID> others = new ArrayList<>();
        for (UUID session : sessions) {
            Row row = rows.peek(session);
            if (row == null) {
                others.add(session);
            } else {
                tips.put(session, row.session().lastSeq());
            }
        }
        if (others.isEmpty()) {
            return Future.succeededFuture(tips);
        }
        return read(found -> {
            found.sessions().tips(others, tips);
            return tips;
        });
    }

    @Override
    public Future<Optional<Appended>> settle(Settlement settlement) {
        return encoded(() -> {
            List<Entry> answers = Entry.of(settlement.answers());
            Entry closing = Entry.of(Draft.of(new Author(Author.Type.BOT, null), new Body.Closed()));
            return transaction -> log.settle(transaction, settlement, answers, closing);
        });
    }

    @Override
    public Future<List<Session>> undelivered(Optional<UUID> after, int limit) {
        return read(found -> found.sessions().undelivered(after.orElse(null), limit));
    }

    @Override
    public Future<List<Session>> sessions(UUID bot, Optional<UUID> after, int limit) {
        return read(found -> found.sessions().ofBot(bot, after.orElse(null), limit));
    }

    @Override
    public Future<Void> addImage(Target target, ImageRecord image) {
        return write(transaction -> {
            log.addImage(transaction, target, image);
            return null;
        });
    }

    @Override
    public Future<Optional<ImageRecord>> image(UUID id) {
        return read(found -> found.images().find(id));
    }

    @Override
    public Future<List<UUID>> unknownImages(Collection<UUID> ids) {
        List<UUID> copy = List.copyOf(ids);
        return read(found -> found.images().unknown(copy));
    }

    @Override
    public Future<Void> ready() {
        return write(transaction -> {
            tables.probe();
            return null;
        });
    }

    @Override
    public Future<Void> close() {
        ContextInternal context = context();
        writer.close(Write.once(context, transaction -> null));
        Promise<Void> told = context.promise();
        ended.future().onComplete(told);
        return told.future();
    }

    private void end() {
        readers.close();
        try {
            db.close();
            ended.tryComplete();
        } catch (SQLException e) {
            LOG.error("The store did not close: {}", e.getMessage());
            ended.tryFail(e);
        }
    }

    private List<Write<?>> begunErasures() throws SQLException {
        List<Write<?>> begun = new ArrayList<>();
        for (long session : tables.erasures()) {
            begun.add(new SessionErasure(context(), tables, session));
        }
        for (long bot : tables.bots().hidden()) {
            begun.add(new BotErasure(context(), tables, bot));
        }
        return begun;
    }

    private <T> Future<T> write(Write.Action<T> action) {
        return writer.submit(Write.once(context(), action));
    }

    // JSON is made here, on the caller's thread; what cannot be JSON never reaches the writer.
    private <T> Future<T> encoded(Supplier<Write.Action<T>> encoding) {
        try {
            return write(encoding.get());
        } catch (EncodeException e) {
            return Future.failedFuture(new RefusedException(Refusal.UNAVAILABLE, "no JSON: " + e.getMessage()));
        }
    }

    private <T> Future<T> read(Readers.Query<T> query) {
        return readers.read(context(), query);
    }

    private ContextInternal context() {
        return (ContextInternal) vertx.getOrCreateContext();
    }
}
