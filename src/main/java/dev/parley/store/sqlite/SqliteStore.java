package dev.parley.store.sqlite;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Figures;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.Ledger;
import dev.parley.conversation.NewSession;
import dev.parley.conversation.People;
import dev.parley.conversation.Session;
import dev.parley.conversation.Settlement;
import dev.parley.conversation.Signal;
import dev.parley.conversation.Store;
import dev.parley.conversation.Target;
import dev.parley.conversation.Undeliverables;
import dev.parley.store.MergedData;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded store: one SQLite file in WAL mode. Writes go through one thread that commits them in groups, reads
 * through a few others; no caller's thread touches the file. Whoever opens a file makes sure nobody else has it open.
 */
public final class SqliteStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final long ROWS_WEIGHT = 16L << 20;

    private final Db db;
    private final Tables tables;
    private final Rows rows = new Rows(ROWS_WEIGHT);
    private final Log log;
    private final Writer writer;
    private final Readers readers;
    private final Access access;
    private final Undeliverables undeliverables;
    private final People people;
    private final Ledger ledger;
    private final Figures figures;
    private final Promise<Void> ended = Promise.promise();

    private SqliteStore(Vertx vertx, Db db, SqliteOptions options) throws SQLException {
        this.db = db;
        tables = Tables.over(db);
        log = new Log(tables, new Times(tables.sessions(), options.clock()));
        List<Db> connections = new ArrayList<>();
        for (int i = 0; i < options.readers(); i++) {
            connections.add(Connections.reader(options));
        }
        readers = new Readers(connections);
        writer = new Writer(tables, rows, begunErasures((ContextInternal) vertx.getOrCreateContext()), this::end);
        access = new Access(vertx, writer, readers);
        undeliverables = new SqliteUndeliverables(access, log);
        people = new SqlitePeople(access, tables, options.clock());
        ledger = new SqliteLedger(access, tables);
        figures = new SqliteFigures(access);
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
        return access.read(found -> found.bots().all());
    }

    @Override
    public Future<Void> putBot(BotRecord bot) {
        return access.encoded(() -> {
            String manifest = bot.manifest().encode();
            return transaction -> {
                tables.bots().put(bot, manifest);
                return null;
            };
        });
    }

    @Override
    public Future<List<UUID>> eraseBot(UUID bot) {
        return access.erase(new BotErasure(access.context(), tables, bot));
    }

    @Override
    public Future<Appended> open(NewSession session) {
        return access.encoded(() -> {
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
        return access.read(found -> found.sessions().find(target.session()).map(Row::session))
                .map(session -> session.filter(target::covers));
    }

    @Override
    public Future<Appended> append(Target target, Draft draft) {
        return access.encoded(() -> {
            Entry entry = Entry.of(draft);
            return transaction -> log.append(transaction, target, entry);
        });
    }

    @Override
    public Future<Appended> merge(Target target, Author author, DataPatch patch, int maxBytes) {
        return access.encoded(() -> {
            Entry entry = Entry.of(Draft.of(author, new Body.DataMerged(patch.set(), patch.remove())));
            return transaction -> log.merge(transaction, target, patch, maxBytes, entry);
        });
    }

    @Override
    public Future<Appended> close(Target target, Author author) {
        Entry entry = Entry.of(Draft.of(author, new Body.Closed()));
        return access.write(transaction -> log.close(transaction, target, entry));
    }

    @Override
    public Future<Appended> takeOver(Target target, Author agent) {
        if (agent.type() != Author.Type.AGENT || agent.name() == null) {
            throw new IllegalArgumentException("no named agent: " + agent);
        }
        Entry entering = Entry.of(Draft.of(agent, new Body.Joined()));
        return access.write(transaction -> log.takeOver(transaction, target, entering));
    }

    @Override
    public Future<Appended> handBack(Target target) {
        return access.write(transaction -> log.handBack(transaction, target));
    }

    @Override
    public Future<Session> seen(Target target, long seq) {
        return access.write(transaction -> log.seen(transaction, target, seq));
    }

    @Override
    public Future<Void> heard(Map<UUID, Long> seqs) {
        Map<UUID, Long> copy = Map.copyOf(seqs);
        return access.write(transaction -> {
            log.heard(transaction, copy);
            return null;
        });
    }

    @Override
    public Future<Void> prolong(Target target, Instant lapsesAt) {
        return access.write(transaction -> {
            log.prolong(transaction, target, lapsesAt);
            return null;
        });
    }

    @Override
    public Future<List<Session>> lapsed(String gateway, Instant at, int limit) {
        return access.read(found -> found.sessions().lapsed(gateway, Micros.of(at), limit));
    }

    @Override
    public Future<Optional<List<UUID>>> erase(Target target) {
        return access.erase(new SessionErasure(access.context(), tables, target));
    }

    @Override
    public Future<List<Event>> after(UUID session, long seq, int limit) {
        return access.read(found -> found.events().after(session, seq, limit));
    }

    @Override
    public Future<List<Event>> before(UUID session, long seq, int limit) {
        return access.read(found -> found.events().before(session, seq, limit));
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
        return access.read(found -> {
            found.sessions().tips(others, tips);
            return tips;
        });
    }

    @Override
    public Future<Optional<Appended>> settle(Settlement settlement) {
        return access.encoded(() -> {
            List<Entry> answers = Entry.of(settlement.answers());
            Entry last = lastWord(settlement).map(Entry::of).orElse(null);
            return transaction -> log.settle(transaction, settlement, answers, last);
        });
    }

    /** What ends the engine's part, by whoever answered. */
    private static Optional<Draft> lastWord(Settlement settlement) {
        Author author = settlement.answers().stream()
                .map(Draft::author)
                .filter(answering -> answering.type() == Author.Type.BOT)
                .findFirst()
                .orElse(new Author(Author.Type.BOT, null));
        return switch (settlement.then()) {
            case GO_ON -> Optional.empty();
            case HAND_OFF -> Optional.of(Draft.of(author, new Body.HandedOff()));
            case CLOSE -> Optional.of(Draft.of(author, new Body.Closed()));
        };
    }

    @Override
    public Future<List<Session>> undelivered(Optional<UUID> after, int limit) {
        return access.read(found -> found.sessions().undelivered(after.orElse(null), limit));
    }

    @Override
    public Future<List<Session>> sessions(UUID bot, Optional<UUID> after, int limit) {
        return access.read(found -> found.sessions().ofBot(bot, after.orElse(null), limit));
    }

    @Override
    public Future<Void> addImage(Target target, ImageRecord image) {
        return access.write(transaction -> {
            log.addImage(transaction, target, image);
            return null;
        });
    }

    @Override
    public Future<Optional<ImageRecord>> image(UUID id) {
        return access.read(found -> found.images().find(id));
    }

    @Override
    public Future<List<UUID>> unknownImages(Collection<UUID> ids) {
        List<UUID> copy = List.copyOf(ids);
        return access.read(found -> found.images().unknown(copy));
    }

    @Override
    public Undeliverables undeliverables() {
        return undeliverables;
    }

    @Override
    public People people() {
        return people;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Figures figures() {
        return figures;
    }

    @Override
    public Future<Void> ready() {
        return access.write(transaction -> {
            tables.probe();
            return null;
        });
    }

    @Override
    public Future<Void> close() {
        ContextInternal context = access.context();
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

    private List<Write<?>> begunErasures(ContextInternal context) throws SQLException {
        List<Write<?>> begun = new ArrayList<>();
        for (long session : tables.erasures()) {
            begun.add(new SessionErasure(context, tables, session));
        }
        for (long bot : tables.bots().hidden()) {
            begun.add(new BotErasure(context, tables, bot));
        }
        for (long person : tables.persons().hidden()) {
            begun.add(new PersonErasure(context, tables, person));
        }
        return begun;
    }
}
