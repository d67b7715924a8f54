package dev.parley.store;

import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.SessionRef;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one transaction changed so far. Rows are changed here and written once each at its end, however often they
 * changed; the cache learns of them only after the commit, so a rollback is done by forgetting this object.
 */
final class Transaction {
    private final Database database;
    private final SessionRowCache cache;
    private final Map<UUID, SessionRow> rows = new HashMap<>();
    private final Map<UUID, SessionRow> inserted = new HashMap<>();
    private final Set<UUID> changed = new HashSet<>();
    private final Set<UUID> goneSessions = new HashSet<>();
    private final Set<UUID> goneBots = new HashSet<>();
    private final List<Notification> notifications = new ArrayList<>();

    Transaction(Database database, SessionRowCache cache) {
        this.database = database;
        this.cache = cache;
    }

    /** The session as it stands in this transaction, or a refusal. */
    SessionRow require(SessionRef target) throws SQLException {
        return find(target).orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_SESSION, "unknown session"));
    }

    /** The session as it stands in this transaction, if the target may reach it. */
    Optional<SessionRow> find(SessionRef target) throws SQLException {
        return find(target.session()).filter(row -> target.covers(row.session()));
    }

    /** The session as it stands in this transaction. */
    Optional<SessionRow> find(UUID session) throws SQLException {
        SessionRow row = rows.get(session);
        if (row != null) {
            return Optional.of(row);
        }
        if (goneSessions.contains(session)) {
            return Optional.empty();
        }
        row = cache.use(session);
        if (row != null) {
            return goneBots.contains(row.session().bot()) ? Optional.empty() : Optional.of(row);
        }
        Optional<SessionRow> stored = database.session(session);
        stored.ifPresent(cache::put);
        return stored.filter(found -> !goneBots.contains(found.session().bot()));
    }

    /** A row that was changed; it is written at the end. */
    void change(SessionRow row) {
        rows.put(row.session().id(), row);
        changed.add(row.session().id());
    }

    /** A row that was just inserted. */
    void inserted(SessionRow row) {
        goneSessions.remove(row.session().id());
        inserted.put(row.session().id(), row);
        rows.put(row.session().id(), row);
    }

    void gone(UUID session) {
        rows.remove(session);
        changed.remove(session);
        goneSessions.add(session);
    }

    void goneBot(UUID bot) {
        rows.values().removeIf(row -> row.session().bot().equals(bot));
        changed.retainAll(rows.keySet());
        goneBots.add(bot);
    }

    void notification(Notification notification) {
        notifications.add(notification);
    }

    List<Notification> notifications() {
        return notifications;
    }

    /** Writes the rows that changed. */
    void flush() throws SQLException {
        for (UUID session : changed) {
            SessionRow row = rows.get(session);
            if (row != null) {
                SessionRow before = inserted.get(session);
                if (before == null) {
                    before = cache.peek(session);
                }
                database.update(row, before == null || !row.resembles(before));
            }
        }
    }

    /** Lets everybody see what was committed. */
    void publish() {
        goneBots.forEach(cache::removeBot);
        goneSessions.forEach(cache::remove);
        rows.values().forEach(cache::put);
    }
}
