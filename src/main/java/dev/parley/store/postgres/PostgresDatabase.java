package dev.parley.store.postgres;

import dev.parley.conversation.Author;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.store.BodyColumns;
import dev.parley.store.Database;
import dev.parley.store.Memory;
import dev.parley.store.Micros;
import dev.parley.store.Needs;
import dev.parley.store.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
    private static final Statement BEGIN = Statement.of("BEGIN");
    private static final Statement COMMIT = Statement.of("COMMIT");
    private static final Statement ROLLBACK = Statement.of("ROLLBACK");

    private final Link link;
    private final Batches batches = new Batches();
    private final List<Statement> pending = new ArrayList<>();
    private final List<CompletableFuture<RowSet<io.vertx.sqlclient.Row>>> sent = new ArrayList<>();
    private final Map<UUID, Long> bots = new HashMap<>();
    private final Map<Written, Event> writtenHere = new HashMap<>();
    private Foreknowledge known = new Foreknowledge(session -> false);
    private boolean begun;
    private volatile @Nullable Held held;

    /** A client id that was used in this transaction. */
    private record Written(long session, Author.Type side, String clientId) {}

    PostgresDatabase(Link link) {
        this.link = link;
    }

    /** Whether what the writer remembers is of the connection that holds the lock; for any thread. */
    boolean current() {
        Held now = held;
        return now != null && now == link.held();
    }

    @Override
    public void begin(Memory memory, Consumer<Needs> needs) throws SQLException {
        Held now = link.require();
        if (now != held) {
            memory.forget();
            bots.clear();
            held = now;
        }
        known = new Foreknowledge(memory::remembers);
        needs.accept(known);
        known.fetch(now);
    }

    @Override
    public void commit() throws SQLException {
        batches.drainTo(pending);
        if (pending.isEmpty() && !begun) {
            return;
        }
        pending.add(COMMIT);
        transmit();
        Held connection = connection();
        // A statement that fails makes the server turn the COMMIT into a ROLLBACK, without calling that a failure.
        for (CompletableFuture<RowSet<io.vertx.sqlclient.Row>> outcome : sent) {
            connection.await(outcome);
        }
        sent.clear();
        begun = false;
        writtenHere.clear();
    }

    @Override
    public void rollback() {
        batches.clear();
        pending.clear();
        sent.clear();
        writtenHere.clear();
        bots.clear();
        Held connection = held;
        if (begun && connection != null && connection == link.held()) {
            try {
                connection.await(connection.send(List.of(ROLLBACK)).get(0));
            } catch (SQLException e) {
                // A connection on which not even this works is no longer one; the lock goes with it.
                connection.close();
            }
        }
        begun = false;
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
        write("UPDATE serving SET probes = probes + 1");
    }

    @Override
    public long lastKey() throws SQLException {
        return number("SELECT greatest((SELECT max(key) FROM session), (SELECT max(session) FROM erasure), 0)");
    }

    @Override
    public Optional<Row> session(UUID id) throws SQLException {
        if (known.knowsRow(id)) {
            return known.row(id);
        }
        for (io.vertx.sqlclient.Row row : ask(
                "SELECT " + Columns.SESSION + " FROM" + Columns.SESSION_TABLES + "WHERE b.id IS NOT NULL AND s.id = $1",
                id)) {
            return Optional.of(Columns.session(row));
        }
        return Optional.empty();
    }

    @Override
    public long lastAt(UUID person) throws SQLException {
        Long asked = known.lastAt(person);
        return asked == null
                ? number("SELECT coalesce(max(last_at), 0) FROM session WHERE person = $1", person)
                : asked;
    }

    @Override
    public void insert(Row session) throws SQLException {
        batches.insert(session, botForSession(session.session().bot()));
    }

    @Override
    public void update(Row session) {
        batches.update(session);
    }

    @Override
    public void putData(Row session, String json) {
        batches.putData(session.key(), json);
    }

    @Override
    public void deleteSession(long session) {
        write("DELETE FROM session WHERE key = $1", session);
        write("DELETE FROM session_data WHERE session = $1", session);
    }

    @Override
    public void insert(Row session, Event event, BodyColumns body) {
        batches.insert(session, event, body);
        String clientId = event.clientId();
        if (clientId != null) {
            writtenHere.put(new Written(session.key(), event.author().type(), clientId), event);
        }
    }

    @Override
    public Event event(Row session, long seq) throws SQLException {
        for (io.vertx.sqlclient.Row row : ask(
                "SELECT " + Columns.EVENT + " FROM event e WHERE e.session = $1 AND e.seq = $2", session.key(), seq)) {
            return Columns.event(row, 0);
        }
        throw new SQLException("event " + seq + " of session " + session.key() + " is missing");
    }

    @Override
    public Optional<Event> written(Row session, Author.Type side, String clientId) throws SQLException {
        Event here = writtenHere.get(new Written(session.key(), side, clientId));
        if (here != null) {
            return Optional.of(here);
        }
        if (known.knowsEvent(session, side, clientId)) {
            return known.event(session, side, clientId);
        }
        for (io.vertx.sqlclient.Row row : ask(
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
        int count = ask(
                        "DELETE FROM event WHERE session = $1 AND seq <= (SELECT max(f.seq) FROM"
                                + " (SELECT seq FROM event WHERE session = $1 ORDER BY seq LIMIT $2) f)",
                        session,
                        (long) limit)
                .rowCount();
        return new Deleted(count, count >= limit);
    }

    @Override
    public void insert(Row session, ImageRecord image) {
        write(
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
        ask("DELETE FROM image WHERE session = $1 RETURNING id", session).forEach(row -> images.add(row.getUUID(0)));
        return images;
    }

    @Override
    public void putBot(BotRecord bot, String manifest) {
        write(
                "INSERT INTO bot (id, manifest, temp, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE"
                        + " SET manifest = excluded.manifest, temp = excluded.temp, created_at = excluded.created_at",
                bot.id(),
                manifest,
                bot.temp(),
                Micros.of(bot.createdAt()));
    }

    @Override
    public long bot(UUID bot) throws SQLException {
        return number("SELECT key FROM bot WHERE id = $1", bot);
    }

    @Override
    public void hideBot(long bot) {
        bots.values().remove(bot);
        write("UPDATE bot SET id = NULL, manifest = NULL WHERE key = $1", bot);
    }

    @Override
    public void deleteBot(long bot) {
        write("DELETE FROM bot WHERE key = $1", bot);
    }

    @Override
    public @Nullable Found anySession(long bot) throws SQLException {
        for (io.vertx.sqlclient.Row row : ask("SELECT key, id FROM session WHERE bot = $1 LIMIT 1", bot)) {
            return new Found(row.getLong(0), row.getUUID(1));
        }
        return null;
    }

    @Override
    public void rememberErasure(long session) {
        write("INSERT INTO erasure (session) VALUES ($1)", session);
    }

    @Override
    public void forgetErasure(long session) {
        write("DELETE FROM erasure WHERE session = $1", session);
    }

    @Override
    public List<Long> begunSessions() throws SQLException {
        return numbers("SELECT session FROM erasure");
    }

    @Override
    public List<Long> begunBots() throws SQLException {
        return numbers("SELECT key FROM bot WHERE id IS NULL");
    }

    private long botForSession(UUID bot) throws SQLException {
        Long cached = bots.get(bot);
        if (cached != null) {
            return cached;
        }
        long key = bot(bot);
        if (key == 0) {
            key = number("INSERT INTO bot (id) VALUES ($1) RETURNING key", bot);
        }
        bots.put(bot, key);
        return key;
    }

    /** Adds a statement to the transaction, behind what has gathered. */
    private void write(String sql, @Nullable Object... parameters) {
        batches.drainTo(pending);
        pending.add(new Statement(sql, Tuple.from(parameters)));
    }

    /** Sends what has gathered and waits for the answer to one more statement. */
    private RowSet<io.vertx.sqlclient.Row> ask(String sql, Object... parameters) throws SQLException {
        batches.drainTo(pending);
        transmit();
        Held connection = connection();
        return connection.await(connection
                .send(List.of(new Statement(sql, Tuple.from(parameters))))
                .get(0));
    }

    private long number(String sql, Object... parameters) throws SQLException {
        for (io.vertx.sqlclient.Row row : ask(sql, parameters)) {
            return row.getLong(0);
        }
        return 0;
    }

    private List<Long> numbers(String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        ask(sql).forEach(row -> numbers.add(row.getLong(0)));
        return numbers;
    }

    private void transmit() throws SQLException {
        if (pending.isEmpty()) {
            return;
        }
        if (!begun) {
            pending.add(0, BEGIN);
            begun = true;
        }
        sent.addAll(connection().send(List.copyOf(pending)));
        pending.clear();
    }

    private Held connection() throws SQLException {
        Held now = link.require();
        if (held == null) {
            held = now;
        } else if (now != held) {
            throw Failures.noConnection("the connection was lost");
        }
        return now;
    }
}
