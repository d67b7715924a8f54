package dev.parley.store;

import dev.parley.conversation.Author;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database as the writer uses it, in one transaction after the other: what is stored, and changes to it. Events and
 * bots are read as the transaction left them; the rows of sessions, which {@link Transaction} keeps, as they were
 * before it. For the writer's thread alone.
 *
 * <p>After a failure the transaction is good for nothing but {@link #rollback}.
 */
public interface Database {
    /** What a failure says about the writes it happened to. */
    enum Verdict {
        /** One of them is to blame: the others may be written without it. */
        CULPRIT,
        /** None of them is to blame, and trying them one by one would not help. */
        NOBODY,
        /** The same writes may well succeed when they are tried again at once. */
        AGAIN
    }

    /**
     * Begins a transaction. Fails when the database takes none now.
     *
     * @param memory what the writer remembers, to be forgotten when somebody else may have written
     * @param needs tells what its writes will look at
     */
    void begin(Memory memory, Consumer<PrefetchRequest> needs) throws SQLException;

    void commit() throws SQLException;

    /** Ends a transaction that failed, or a commit that did; never fails itself. */
    void rollback();

    Verdict verdict(Throwable failure);

    /** Overwrites what deleted content left behind; whether something is still left. Between transactions. */
    boolean wipe() throws SQLException;

    /** Fails when nothing can be written. */
    void probe() throws SQLException;

    /** The largest session key ever used that something may still refer to. */
    long lastKey() throws SQLException;

    /** A session as it is stored, unless its bot is being erased. */
    Optional<SessionRow> session(UUID id) throws SQLException;

    /** The time of the newest event in any session of a person, in microseconds; 0 when there is none. */
    long lastAt(UUID person) throws SQLException;

    /** Inserts the row of a new session; its bot gets a row when it has none. */
    void insert(SessionRow session) throws SQLException;

    /**
     * Writes what changed of a session's row.
     *
     * @param all false when only that may have changed which changes all the time: the last seqs, the engine's
     *     position, what was seen and heard, the times of the last event and message
     */
    void update(SessionRow session, boolean all) throws SQLException;

    void putData(SessionRow session, String json) throws SQLException;

    /** Notes that a skill answered in a session, in microseconds. */
    void used(SessionRow session, String skill, long at) throws SQLException;

    /** Deletes a session with all it has but events and images: nobody finds it any more. */
    void deleteSession(long session) throws SQLException;

    void insert(SessionRow session, Event event, BodyColumns body) throws SQLException;

    /** One event that is known to exist. */
    Event event(SessionRow session, long seq) throws SQLException;

    /** The event a side wrote under a client id. */
    Optional<Event> written(SessionRow session, Author.Type side, String clientId) throws SQLException;

    /** Deletes a session's first events, at most about so many, and that they were given up. */
    Deleted deleteEvents(long session, int limit) throws SQLException;

    void insert(SessionRow session, ImageRecord image) throws SQLException;

    /** Deletes the records of a session's images; the ids they had. */
    List<UUID> deleteImages(long session) throws SQLException;

    void putBot(BotRecord bot, String manifest) throws SQLException;

    /** A bot's key, 0 when it has no row. */
    long bot(UUID bot) throws SQLException;

    /** Takes a bot's id and manifest: it and all its sessions are unknown from then on. */
    void hideBot(long bot) throws SQLException;

    void deleteBot(long bot) throws SQLException;

    /** Any session of a bot, whether that bot is being erased or not. */
    @Nullable
    Found anySession(long bot) throws SQLException;

    /** Any session of a person, whether its bot is being erased or not. */
    @Nullable
    Found anySessionOf(UUID person) throws SQLException;

    /**
     * Notes that a session that is gone still has events.
     *
     * @param person the key of the person it goes with, 0 for none
     */
    void rememberErasure(long session, long person) throws SQLException;

    void forgetErasure(long session) throws SQLException;

    /** The key of a session that goes with a person and has events left, 0 when there is none. */
    long erasureOf(long person) throws SQLException;

    /** The keys of the sessions whose erasure was begun, each for itself. */
    List<Long> begunSessions() throws SQLException;

    /** The keys of the bots whose erasure was begun. */
    List<Long> begunBots() throws SQLException;

    /** What was given up. */
    UndeliverableRows undeliverables();

    /** The persons. */
    PersonRows persons();

    /** The tokens of the REST API. */
    TokenRows tokens();

    /** The audit log. */
    AuditRows audit();

    /** The errors of bots. */
    BotErrorRows errors();

    /** The documents beside the log. */
    DocumentRows documents();

    /**
     * @param more whether the session has events left
     */
    record Deleted(int count, boolean more) {}

    /**
     * A session.
     *
     * @param bot null while the bot is being erased
     */
    record Found(long key, UUID id, @Nullable UUID bot) {}
}
