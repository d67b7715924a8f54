package dev.parley.store.postgres;

import dev.parley.conversation.Author;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.store.AuditRows;
import dev.parley.store.BodyColumns;
import dev.parley.store.BotErrorRows;
import dev.parley.store.Database;
import dev.parley.store.DocumentRows;
import dev.parley.store.Memory;
import dev.parley.store.Micros;
import dev.parley.store.PersonRows;
import dev.parley.store.PrefetchRequest;
import dev.parley.store.SessionRow;
import dev.parley.store.TokenRows;
import dev.parley.store.UndeliverableRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The database as the writer uses it. What a group needs to know is asked for in one round trip, what it writes is
 * gathered and goes out in another, from BEGIN to COMMIT without a wait. Only what is rare is asked in between.
 *
 * <p>When the connection breaks before COMMIT is answered, nobody knows whether the group is stored. Its callers are
 * told that the store is unavailable, and everything remembered is dropped, so that the next transaction starts from
 * what is really there. A message sent again with its client id is found if it was stored; a settlement made again
 * fails its comparison if the first one counted; who is attached learns of the unannounced events by the regular
 * comparison with the store. A message without client id may be stored twice when its sender repeats it.
 */
final class PostgresDatabase implements Database {
    private final Pipeline exchange;
    private final PersonRows persons;
    private final TokenRows tokens;
    private final AuditRows audit;
    private final BotErrorRows errors;
    private final DocumentRows documents;
    private final UndeliverableRows undeliverables;
    private final Map<UUID, Long> bots = new HashMap<>();
    private final Map<Written, Event> writtenHere = new HashMap<>();
    private Prefetch known = new Prefetch(session -> false);

    /** A client id that was used in this transaction. */
    private record Written(long session, Author.Type side, String clientId) {}

    PostgresDatabase(LeaderConnection link) {
        exchange = new Pipeline(link);
        persons = new PostgresPersonRows(exchange);
        tokens = new PostgresTokens(exchange);
        audit = new PostgresAuditLog(exchange);
        errors = new PostgresBotErrors(exchange);
        documents = new PostgresDocumentRows(exchange, this::botForSession);
        undeliverables = new PostgresUndeliverableRows(exchange);
    }

    /** Whether what the writer remembers is of the connection that holds the lock; for any thread. */
    boolean current() {
        return exchange.current();
    }

    @Override
    public void begin(Memory memory, Consumer<PrefetchRequest> needs) throws SQLException {
        if (exchange.renew()) {
            memory.forget();
            bots.clear();
        }
        known = new Prefetch(memory::remembers);
        needs.accept(known);
        known.fetch(exchange.connection());
    }

    @Override
    public void commit() throws SQLException {
        exchange.commit();
        writtenHere.clear();
    }

    @Override
    public void rollback() {
        exchange.rollback();
        writtenHere.clear();
        bots.clear();
    }

    @Override
    public Verdict verdict(Throwable failure) {
        return Failures.verdict(failure);
    }

    @Override
    public boolean wipe() {
        return false;
    }

    @Override
    public void probe() {
        exchange.write("UPDATE serving SET probes = probes + 1");
    }

    @Override
    public long lastKey() throws SQLException {
        return exchange.number(
                "SELECT greatest((SELECT max(key) FROM session), (SELECT max(session) FROM erasure), 0)");
    }

    @Override
    public Optional<SessionRow> session(UUID id) throws SQLException {
        if (known.knowsRow(id)) {
            return known.row(id);
        }
        for (io.vertx.sqlclient.Row row : exchange.ask(Columns.SESSIONS + "s.id = $1", id)) {
            return Optional.of(Columns.session(row));
        }
        return Optional.empty();
    }

    @Override
    public long lastAt(UUID person) throws SQLException {
        Long asked = known.lastAt(person);
        return asked == null
                ? exchange.number("SELECT coalesce(max(last_at), 0) FROM session WHERE person = $1", person)
                : asked;
    }

    @Override
    public void insert(SessionRow session) throws SQLException {
        exchange.batches().insert(session, botForSession(session.session().bot()));
    }

    @Override
    public void update(SessionRow session, boolean all) {
        exchange.batches().update(session, all);
    }

    @Override
    public void putData(SessionRow session, String json) {
        exchange.batches().putData(session.key(), json);
    }

    @Override
    public void used(SessionRow session, String skill, long at) {
        exchange.batches().used(session.key(), skill, at);
    }

    @Override
    public void deleteSession(long session) {
        exchange.write("DELETE FROM session WHERE key = $1", session);
        exchange.write("DELETE FROM session_data WHERE session = $1", session);
        exchange.write("DELETE FROM skill_use WHERE session = $1", session);
        exchange.write("DELETE FROM bot_error WHERE session = $1", session);
        exchange.write("DELETE FROM session_document WHERE session = $1", session);
    }

    @Override
    public void insert(SessionRow session, Event event, BodyColumns body) {
        exchange.batches().insert(session, event, body);
        String clientId = event.clientId();
        if (clientId != null) {
            writtenHere.put(new Written(session.key(), event.author().type(), clientId), event);
        }
    }

    @Override
    public Event event(SessionRow session, long seq) throws SQLException {
        for (io.vertx.sqlclient.Row row : exchange.ask(
                "SELECT " + Columns.EVENT + " FROM event e WHERE e.session = $1 AND e.seq = $2", session.key(), seq)) {
            return Columns.event(row, 0);
        }
        throw new SQLException("event " + seq + " of session " + session.key() + " is missing");
    }

    @Override
    public Optional<Event> written(SessionRow session, Author.Type side, String clientId) throws SQLException {
        Event here = writtenHere.get(new Written(session.key(), side, clientId));
        if (here != null) {
            return Optional.of(here);
        }
        if (known.knowsEvent(session, side, clientId)) {
            return known.event(session, side, clientId);
        }
        for (io.vertx.sqlclient.Row row : exchange.ask(
                "SELECT " + Columns.EVENT + " FROM event e WHERE e.session = $1 AND e.author = $2 AND e.client_id = $3",
                session.key(),
                side.text(),
                clientId)) {
            return Optional.of(Columns.event(row, 0));
        }
        return Optional.empty();
    }

    @Override
    public Deleted deleteEvents(long session, int limit) throws SQLException {
        // Nobody sees any more what of them was given up, so all of that goes at once.
        exchange.write("DELETE FROM undeliverable WHERE session = $1", session);
        int count = exchange.ask(
                        "DELETE FROM event WHERE session = $1 AND seq <= (SELECT max(f.seq) FROM"
                                + " (SELECT seq FROM event WHERE session = $1 ORDER BY seq LIMIT $2) f)",
                        session,
                        (long) limit)
                .rowCount();
        return new Deleted(count, count >= limit);
    }

    @Override
    public void insert(SessionRow session, ImageRecord image) {
        exchange.write(
                "INSERT INTO image (id, session, type, size, width, height, created_at)"
                        + " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                image.id(),
                session.key(),
                image.type(),
                image.size(),
                image.width(),
                image.height(),
                Micros.of(image.createdAt()));
    }

    @Override
    public List<UUID> deleteImages(long session) throws SQLException {
        List<UUID> images = new ArrayList<>();
        exchange.ask("DELETE FROM image WHERE session = $1 RETURNING id", session)
                .forEach(row -> images.add(row.getUUID(0)));
        return images;
    }

    @Override
    public void putBot(BotRecord bot, String manifest) {
        exchange.write(
                "INSERT INTO bot (id, manifest, temp, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE"
                        + " SET manifest = excluded.manifest, temp = excluded.temp, created_at = excluded.created_at",
                bot.id(),
                manifest,
                bot.temp(),
                Micros.of(bot.createdAt()));
    }

    @Override
    public long bot(UUID bot) throws SQLException {
        Long cached = bots.get(bot);
        if (cached != null) {
            return cached;
        }
        long key = exchange.number("SELECT key FROM bot WHERE id = $1", bot);
        if (key != 0) {
            bots.put(bot, key);
        }
        return key;
    }

    @Override
    public void hideBot(long bot) {
        bots.values().remove(bot);
        exchange.write("UPDATE bot SET id = NULL, manifest = NULL WHERE key = $1", bot);
    }

    @Override
    public void deleteBot(long bot) {
        exchange.write("DELETE FROM bot WHERE key = $1", bot);
    }

    @Override
    public @Nullable Found anySession(long bot) throws SQLException {
        return any("s.bot = $1 LIMIT 1", bot);
    }

    @Override
    public @Nullable Found anySessionOf(UUID person) throws SQLException {
        return any("s.person = $1 LIMIT 1", person);
    }

    private @Nullable Found any(String condition, Object owner) throws SQLException {
        for (io.vertx.sqlclient.Row row : exchange.ask(
                "SELECT s.key, s.id, b.id FROM session s JOIN bot b ON b.key = s.bot WHERE " + condition, owner)) {
            return new Found(row.getLong(0), row.getUUID(1), row.getUUID(2));
        }
        return null;
    }

    @Override
    public void rememberErasure(long session, long person) {
        exchange.write("INSERT INTO erasure (session, person) VALUES ($1, nullif($2, 0))", session, person);
    }

    @Override
    public void forgetErasure(long session) {
        exchange.write("DELETE FROM erasure WHERE session = $1", session);
    }

    @Override
    public long erasureOf(long person) throws SQLException {
        return exchange.number("SELECT session FROM erasure WHERE person = $1 LIMIT 1", person);
    }

    @Override
    public List<Long> begunSessions() throws SQLException {
        return exchange.numbers("SELECT session FROM erasure WHERE person IS NULL");
    }

    @Override
    public List<Long> begunBots() throws SQLException {
        return exchange.numbers("SELECT key FROM bot WHERE id IS NULL");
    }

    private long botForSession(UUID bot) throws SQLException {
        long key = bot(bot);
        if (key == 0) {
            key = exchange.number("INSERT INTO bot (id) VALUES ($1) RETURNING key", bot);
            bots.put(bot, key);
        }
        return key;
    }

    @Override
    public UndeliverableRows undeliverables() {
        return undeliverables;
    }

    @Override
    public PersonRows persons() {
        return persons;
    }

    @Override
    public TokenRows tokens() {
        return tokens;
    }

    @Override
    public AuditRows audit() {
        return audit;
    }

    @Override
    public BotErrorRows errors() {
        return errors;
    }

    @Override
    public DocumentRows documents() {
        return documents;
    }
}
