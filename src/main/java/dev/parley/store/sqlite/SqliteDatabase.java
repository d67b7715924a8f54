package dev.parley.store.sqlite;

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
import dev.parley.store.PersonRows;
import dev.parley.store.PrefetchRequest;
import dev.parley.store.SessionRow;
import dev.parley.store.TokenRows;
import dev.parley.store.UndeliverableRows;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file as the writer uses it. It is so near that everything is read when it is needed. */
final class SqliteDatabase implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

    private final SqliteConnection db;
    private final Tables tables;

    SqliteDatabase(SqliteConnection db) {
        this.db = db;
        tables = new Tables(db);
    }

    @Override
    public void begin(Memory memory, Consumer<PrefetchRequest> needs) throws SQLException {
        db.run("BEGIN IMMEDIATE");
    }

    @Override
    public void commit() throws SQLException {
        db.run("COMMIT");
    }

    // After some errors SQLite has rolled back already; then there is nothing to do, and it says so.
    @Override
    public void rollback() {
        db.forget();
        try {
            db.script("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("Nothing rolled back: {}", e.getMessage());
        }
    }

    @Override
    public Verdict verdict(Throwable failure) {
        return Verdict.CULPRIT;
    }

    // Deleted content is overwritten in the file, but its old pages stay in the write-ahead log until that is cut.
    @Override
    public boolean wipe() throws SQLException {
        return db.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
    }

    @Override
    public void probe() throws SQLException {
        tables.probe();
    }

    @Override
    public long lastKey() throws SQLException {
        return tables.sessions.lastKey();
    }

    @Override
    public Optional<SessionRow> session(UUID id) throws SQLException {
        return tables.sessions.find(id);
    }

    @Override
    public long lastAt(UUID person) throws SQLException {
        return tables.sessions.lastAt(person);
    }

    @Override
    public void insert(SessionRow session) throws SQLException {
        tables.sessions.insert(
                session, tables.bots.keyForSession(session.session().bot()));
    }

    @Override
    public void update(SessionRow session, boolean all) throws SQLException {
        tables.sessions.update(session);
        if (all) {
            tables.sessions.updateRest(session);
        }
    }

    @Override
    public void putData(SessionRow session, String json) throws SQLException {
        tables.sessions.putData(session.key(), json);
    }

    @Override
    public void used(SessionRow session, String skill, long at) throws SQLException {
        tables.statistics.used(session.key(), skill, at);
    }

    @Override
    public void deleteSession(long session) throws SQLException {
        tables.deleteSession(session);
    }

    @Override
    public void insert(SessionRow session, Event event, BodyColumns body) throws SQLException {
        tables.events.insert(session.key(), event, body);
    }

    @Override
    public Event event(SessionRow session, long seq) throws SQLException {
        return tables.events.get(session.key(), seq);
    }

    @Override
    public Optional<Event> written(SessionRow session, Author.Type side, String clientId) throws SQLException {
        long seq = tables.events.seqOf(session.key(), side, clientId);
        return seq == 0 ? Optional.empty() : Optional.of(event(session, seq));
    }

    @Override
    public Deleted deleteEvents(long session, int limit) throws SQLException {
        return tables.events.deleteSome(session, limit);
    }

    @Override
    public void insert(SessionRow session, ImageRecord image) throws SQLException {
        tables.images.insert(session.key(), image);
    }

    @Override
    public List<UUID> deleteImages(long session) throws SQLException {
        return tables.images.deleteOf(session);
    }

    @Override
    public void putBot(BotRecord bot, String manifest) throws SQLException {
        tables.bots.put(bot, manifest);
    }

    @Override
    public long bot(UUID bot) throws SQLException {
        return tables.bots.key(bot);
    }

    @Override
    public void hideBot(long bot) throws SQLException {
        tables.bots.hide(bot);
    }

    @Override
    public void deleteBot(long bot) throws SQLException {
        tables.bots.delete(bot);
    }

    @Override
    public @Nullable Found anySession(long bot) throws SQLException {
        return tables.sessions.anyOfBot(bot);
    }

    @Override
    public @Nullable Found anySessionOf(UUID person) throws SQLException {
        return tables.sessions.anyOfPerson(person);
    }

    @Override
    public void rememberErasure(long session, long person) throws SQLException {
        tables.rememberErasure(session, person);
    }

    @Override
    public void forgetErasure(long session) throws SQLException {
        tables.forgetErasure(session);
    }

    @Override
    public long erasureOf(long person) throws SQLException {
        return tables.erasureOf(person);
    }

    @Override
    public List<Long> begunSessions() throws SQLException {
        return tables.erasures();
    }

    @Override
    public List<Long> begunBots() throws SQLException {
        return tables.bots.hidden();
    }

    @Override
    public UndeliverableRows undeliverables() {
        return tables.undeliverables;
    }

    @Override
    public PersonRows persons() {
        return tables.persons;
    }

    @Override
    public TokenRows tokens() {
        return tables.tokens;
    }

    @Override
    public AuditRows audit() {
        return tables.audit;
    }

    @Override
    public BotErrorRows errors() {
        return tables.errors;
    }

    @Override
    public DocumentRows documents() {
        return tables.documents;
    }
}
