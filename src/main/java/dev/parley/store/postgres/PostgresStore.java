package dev.parley.store.postgres;

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
import dev.parley.store.StoredAuditLog;
import dev.parley.store.StoredBotErrors;
import dev.parley.store.StoredTokens;
import dev.parley.store.WriteFailures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The store in PostgreSQL. One connection holds the lock of the one serving server and writes in groups; a few others
 * read. A lost connection makes the store unavailable until it is back.
 */
public final class PostgresStore extends GroupedStore {
    private static final String EVENTS = "SELECT " + Columns.EVENT + " FROM event e WHERE e.session ="
            + " (SELECT s.key FROM session s JOIN bot b ON b.key = s.bot WHERE s.id = $1 AND b.id IS NOT NULL)";
    // How large an event is tells its row, so what does not fit is neither fetched nor unpacked.
    private static final String PAGE = "SELECT " + Columns.EVENT + ", more FROM (SELECT *, row_number() OVER w AS n,"
            + " sum(coalesce(octet_length(text), 0) + coalesce(octet_length(detail), 0)) OVER w AS bytes,"
            + " lead(seq) OVER w IS NOT NULL AS more FROM (%1$s ORDER BY seq %2$s LIMIT $3) f"
            + " WINDOW w AS (ORDER BY seq %2$s)) e WHERE n = 1 OR (n < $3 AND bytes <= $4) ORDER BY seq";
    private static final String PAGE_AFTER = PAGE.formatted(EVENTS + " AND e.seq > $2", "");
    private static final String PAGE_BEFORE = PAGE.formatted(EVENTS + " AND e.seq < $2", "DESC");
    // Times grow with the seqs, so each session is read from its newest event on.
    private static final String SAID = "SELECT " + Columns.SESSION + ", " + Columns.EVENT + " FROM"
            + Columns.SESSION_TABLES + "JOIN (SELECT *, row_number() OVER w AS n,"
            + " sum(coalesce(octet_length(text), 0) + coalesce(octet_length(detail), 0)) OVER w AS bytes"
            + " FROM (SELECT one.* FROM session own JOIN bot kept ON kept.key = own.bot AND kept.id IS NOT NULL"
            + " CROSS JOIN LATERAL (SELECT * FROM event said WHERE said.session = own.key AND said.at < $2"
            + " AND said.kind IN ('text', 'image', 'file') ORDER BY said.seq DESC LIMIT $3) one"
            + " WHERE own.person = $1 ORDER BY one.at DESC LIMIT $3) f WINDOW w AS (ORDER BY at DESC)) e"
            + " ON e.session = s.key WHERE e.n = 1 OR e.bytes <= $4 ORDER BY e.at DESC";
    private static final String IMAGES =
            " FROM image i JOIN session s ON s.key = i.session JOIN bot b ON b.key = s.bot WHERE b.id IS NOT NULL AND ";
    private static final int CLOSE_SECONDS = 10;

    private final LeaderConnection link;
    private final PostgresDatabase database;
    private final PostgresReaders readers;
    private final Undeliverables undeliverables;
    private final People people;
    private final ApiTokens tokens;
    private final AuditLog audit;
    private final BotErrors errors;
    private final Documents documents;
    private final Statistics statistics;

    private PostgresStore(Vertx vertx, LeaderConnection link, PostgresDatabase database, PostgresOptions options) {
        super(vertx, database, options.clock(), new WriteFailures("write", Failures::kind));
        this.link = link;
        this.database = database;
        readers = new PostgresReaders(vertx, link, options);
        undeliverables = new PostgresUndeliverables(readers);
        people = new PostgresPeople(writing(), readers);
        tokens = new StoredTokens(writing(), () -> PostgresTokens.read(readers));
        audit = new StoredAuditLog(writing(), (before, limit) -> PostgresAuditLog.read(readers, before, limit));
        errors = new StoredBotErrors(writing(), (bot, limit) -> PostgresBotErrors.read(readers, bot, limit));
        documents = new PostgresDocuments(writing(), readers);
        statistics = new PostgresStatistics(readers);
    }

    /**
     * Opens the database, making or migrating the store first. Fails with a {@link StoreInUseException} while another
     * server serves from it, and with an {@link IllegalStateException} that says why when it is not one this server may
     * write, or cannot be reached.
     */
    public static Future<PostgresStore> open(Vertx vertx, PostgresOptions options) {
        LeaderConnection link = new LeaderConnection(vertx, options);
        return link.open()
                .compose(opened -> vertx.executeBlocking(
                        () -> {
                            PostgresStore store = new PostgresStore(vertx, link, new PostgresDatabase(link), options);
                            store.startWriting();
                            return store;
                        },
                        false))
                .recover(failure -> link.close().transform(closed -> Future.failedFuture(told(failure, options))));
    }

    private static Throwable told(Throwable failure, PostgresOptions options) {
        return failure instanceof StoreInUseException || failure instanceof IllegalStateException
                ? failure
                : new IllegalStateException(
                        "The store " + options.name() + " cannot be opened: " + failure.getMessage(), failure);
    }

    /** Completes when another server has taken over: this store will never write again, and may be closed. */
    public Future<Void> lost() {
        return link.lost();
    }

    @Override
    public Future<List<BotRecord>> bots() {
        return readers.list(
                "SELECT id, manifest, temp, created_at FROM bot"
                        + " WHERE id IS NOT NULL AND manifest IS NOT NULL ORDER BY created_at, key",
                Columns::bot);
    }

    @Override
    public Future<List<Event>> after(UUID session, long seq, int limit) {
        return readers.list(
                EVENTS + " AND e.seq > $2 ORDER BY e.seq LIMIT $3", row -> Columns.event(row, 0), session, seq, (long)
                        Math.max(0, limit));
    }

    @Override
    public Future<List<Event>> before(UUID session, long seq, int limit) {
        return readers.list(
                        EVENTS + " AND e.seq < $2 ORDER BY e.seq DESC LIMIT $3",
                        row -> Columns.event(row, 0),
                        session,
                        seq,
                        (long) Math.max(0, limit))
                .map(events -> {
                    Collections.reverse(events);
                    return events;
                });
    }

    @Override
    public Future<Page> readAfter(UUID session, long seq, PageLimit limit) {
        return page(PAGE_AFTER, session, seq, limit);
    }

    @Override
    public Future<Page> readBefore(UUID session, long seq, PageLimit limit) {
        return page(PAGE_BEFORE, session, seq, limit);
    }

    /** Asks for one event more than the page takes, which tells whether there is more. */
    private Future<Page> page(String sql, UUID session, long seq, PageLimit limit) {
        return readers.read(sql, PostgresStore::page, session, seq, limit.events() + 1L, limit.bytes());
    }

    private static Page page(RowSet<Row> rows) {
        List<Event> events = new ArrayList<>(rows.size());
        boolean more = true;
        for (Row row : rows) {
            events.add(Columns.event(row, 0));
            more &= row.getBoolean(Columns.EVENT_WIDTH);
        }
        return new Page(events, more && !events.isEmpty());
    }

    @Override
    public Future<List<Session>> sessionsOf(UUID person, Optional<UUID> after, int limit) {
        return readers.list(
                Columns.SESSIONS + "s.person = $1 AND s.id > $2 ORDER BY s.id LIMIT $3",
                row -> Columns.session(row).session(),
                person,
                after.orElse(PostgresReaders.BEFORE_ALL),
                (long) Math.max(0, limit));
    }

    @Override
    public Future<List<Said>> said(UUID person, Instant before, PageLimit limit) {
        return readers.list(
                SAID,
                row -> new Said(Columns.session(row).session(), Columns.event(row, Columns.SESSION_WIDTH)),
                person,
                Micros.of(before),
                (long) limit.events(),
                limit.bytes());
    }

    @Override
    public Future<List<Session>> undelivered(Optional<UUID> after, int limit) {
        return readers.list(
                Columns.SESSIONS + "s.engine_position < s.person_seq AND s.id > $1 ORDER BY s.id LIMIT $2",
                row -> Columns.session(row).session(),
                after.orElse(PostgresReaders.BEFORE_ALL),
                (long) Math.max(0, limit));
    }

    @Override
    public Future<List<Session>> lapsed(String gateway, Instant at, int limit) {
        return readers.list(
                Columns.SESSIONS + "s.gateway = $1 AND s.lapses_at <= $2 ORDER BY s.lapses_at LIMIT $3",
                row -> Columns.session(row).session(),
                gateway,
                Micros.of(at),
                (long) Math.max(0, limit));
    }

    @Override
    public Future<List<Session>> sessions(UUID bot, Optional<UUID> after, int limit) {
        return readers.list(
                Columns.SESSIONS + "b.id = $1 AND s.id > $2 ORDER BY s.id LIMIT $3",
                row -> Columns.session(row).session(),
                bot,
                after.orElse(PostgresReaders.BEFORE_ALL),
                (long) Math.max(0, limit));
    }

    @Override
    public Future<Optional<ImageRecord>> image(UUID id) {
        return readers.list(
                        "SELECT i.id, s.id, i.type, i.size, i.width, i.height, i.created_at" + IMAGES + "i.id = $1",
                        Columns::image,
                        id)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<List<UUID>> unknownImages(Collection<UUID> ids) {
        List<UUID> all = List.copyOf(ids);
        return readers.list("SELECT i.id" + IMAGES + "i.id = ANY($1)", row -> row.getUUID(0), (Object)
                        all.toArray(UUID[]::new))
                .map(found -> {
                    Set<UUID> known = new HashSet<>(found);
                    return all.stream().filter(id -> !known.contains(id)).toList();
                });
    }

    @Override
    protected Future<Optional<Session>> readSession(UUID id) {
        return readers.list(
                        Columns.SESSIONS + "s.id = $1",
                        row -> Columns.session(row).session(),
                        id)
                .map(found -> found.stream().findFirst());
    }

    @Override
    protected Future<Map<UUID, Long>> readTips(List<UUID> sessions) {
        return readers.read(
                "SELECT s.id, s.last_seq FROM session s JOIN bot b ON b.key = s.bot"
                        + " WHERE b.id IS NOT NULL AND s.id = ANY($1)",
                rows -> {
                    Map<UUID, Long> tips = new HashMap<>();
                    rows.forEach(row -> tips.put(row.getUUID(0), row.getLong(1)));
                    return tips;
                },
                (Object) sessions.toArray(UUID[]::new));
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
    protected boolean trustsMemory() {
        return database.current();
    }

    @Override
    protected void closeRest() throws SQLException {
        try {
            readers.close()
                    .eventually(link::close)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw Failures.of(e);
        }
    }
}
