package dev.parley.store.sqlite;

import dev.parley.conversation.ApiTokens;
import dev.parley.conversation.AuditLog;
import dev.parley.conversation.BotErrors;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Documents;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.People;
import dev.parley.conversation.Said;
import dev.parley.conversation.Session;
import dev.parley.conversation.Statistics;
import dev.parley.conversation.Undeliverables;
import dev.parley.store.GroupedStore;
import dev.parley.store.Micros;
import dev.parley.store.SessionRow;
import dev.parley.store.StoredAuditLog;
import dev.parley.store.StoredBotErrors;
import dev.parley.store.StoredTokens;
import dev.parley.store.WriteFailures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

/**
 * The embedded store: one SQLite file in WAL mode. Writes go through one thread that commits them in groups, reads
 * through a few others; no caller's thread touches the file. Whoever opens a file makes sure nobody else has it open.
 */
public final class SqliteStore extends GroupedStore {
    private final SqliteConnection db;
    private final SqliteReaders readers;
    private final Undeliverables undeliverables;
    private final People people;
    private final ApiTokens tokens;
    private final AuditLog audit;
    private final BotErrors errors;
    private final Documents documents;
    private final Statistics statistics;

    private SqliteStore(Vertx vertx, SqliteConnection db, SqliteOptions options) throws SQLException {
        super(vertx, new SqliteDatabase(db), options.clock(), new WriteFailures("write", SqliteKinds::of));
        this.db = db;
        List<SqliteConnection> connections = new ArrayList<>();
        for (int i = 0; i < options.readers(); i++) {
            connections.add(Connections.reader(options));
        }
        readers = new SqliteReaders(vertx, connections);
        undeliverables = new SqliteUndeliverables(readers);
        people = new SqlitePeople(writing(), readers);
        tokens = new StoredTokens(writing(), () -> readers.read(found -> found.tokens.all()));
        audit = new StoredAuditLog(
                writing(), (before, limit) -> readers.read(found -> found.audit.entries(before, limit)));
        errors = new StoredBotErrors(writing(), (bot, limit) -> readers.read(found -> found.errors.of(bot, limit)));
        documents = new SqliteDocuments(writing(), readers);
        statistics = new SqliteStatistics(readers);
    }

    /**
     * Opens the file, making or migrating it first. Fails with an {@link IllegalStateException} that says why when the
     * file is not one this server may write, and with the I/O or SQL error when it cannot be opened.
     */
    public static Future<SqliteStore> open(Vertx vertx, SqliteOptions options) {
        return vertx.executeBlocking(
                () -> {
                    SqliteConnection db = Connections.writer(options);
                    try {
                        SqliteSchema.migrate(db, options);
                        SqliteStore store = new SqliteStore(vertx, db, options);
                        store.readers.start();
                        store.startWriting();
                        return store;
                    } catch (SQLException | IOException | RuntimeException e) {
                        db.close();
                        throw e;
                    }
                },
                false);
    }

    @Override
    public Future<List<BotRecord>> bots() {
        return readers.read(found -> found.bots.all());
    }

    @Override
    protected Future<Optional<Session>> readSession(UUID id) {
        return readers.read(found -> found.sessions.find(id).map(SessionRow::session));
    }

    @Override
    public Future<List<Event>> after(UUID session, long seq, int limit) {
        return readers.read(found -> found.events.after(session, seq, limit));
    }

    @Override
    public Future<List<Event>> before(UUID session, long seq, int limit) {
        return readers.read(found -> found.events.before(session, seq, limit));
    }

    @Override
    public Future<Page> readAfter(UUID session, long seq, PageLimit limit) {
        return readers.read(found -> found.events.readAfter(session, seq, limit));
    }

    @Override
    public Future<Page> readBefore(UUID session, long seq, PageLimit limit) {
        return readers.read(found -> found.events.readBefore(session, seq, limit));
    }

    @Override
    protected Future<Map<UUID, Long>> readTips(List<UUID> sessions) {
        return readers.read(found -> {
            Map<UUID, Long> tips = new HashMap<>();
            found.sessions.tips(sessions, tips);
            return tips;
        });
    }

    @Override
    public Future<List<Session>> undelivered(Optional<UUID> after, int limit) {
        return readers.read(found -> found.sessions.undelivered(after.orElse(null), limit));
    }

    @Override
    public Future<List<Session>> sessionsOf(UUID person, Optional<UUID> after, int limit) {
        return readers.read(found -> found.sessions.ofPerson(person, after.orElse(null), limit));
    }

    @Override
    public Future<List<Said>> said(UUID person, Instant before, PageLimit limit) {
        return readers.read(found -> new SaidPage(limit).read(found, person, Micros.of(before)));
    }

    @Override
    public Future<List<Session>> lapsed(String gateway, Instant at, int limit) {
        return readers.read(found -> found.sessions.lapsed(gateway, Micros.of(at), limit));
    }

    @Override
    public Future<List<Session>> sessions(UUID bot, Optional<UUID> after, int limit) {
        return readers.read(found -> found.sessions.ofBot(bot, after.orElse(null), limit));
    }

    @Override
    public Future<Optional<ImageRecord>> image(UUID id) {
        return readers.read(found -> found.images.find(id));
    }

    @Override
    public Future<List<UUID>> unknownImages(Collection<UUID> ids) {
        List<UUID> copy = List.copyOf(ids);
        return readers.read(found -> found.images.unknown(copy));
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
    public ApiTokens tokens() {
        return tokens;
    }

    @Override
    public AuditLog audit() {
        return audit;
    }

    @Override
    public BotErrors errors() {
        return errors;
    }

    @Override
    public Documents documents() {
        return documents;
    }

    @Override
    public Statistics statistics() {
        return statistics;
    }

    @Override
    protected void closeRest() throws SQLException {
        readers.close();
        db.close();
    }
}
