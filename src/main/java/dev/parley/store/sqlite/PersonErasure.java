package dev.parley.store.sqlite;

import dev.parley.conversation.Signal;
import io.vertx.core.internal.ContextInternal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person. Nobody finds the person after the first slice; the sessions go one after the other, each as
 * {@link SessionErasure} erases one.
 */
final class PersonErasure extends Erasure<Optional<List<UUID>>> {
    private final Tables tables;
    private final @Nullable UUID person;

    PersonErasure(ContextInternal context, Tables tables, UUID person) {
        super(context, 0);
        this.tables = tables;
        this.person = person;
    }

    /** Goes on with what was begun before a restart. */
    PersonErasure(ContextInternal context, Tables tables, long key) {
        super(context, key);
        this.tables = tables;
        this.person = null;
    }

    @Override
    long begin(Transaction transaction) throws SQLException {
        long key = person == null ? 0 : tables.persons().key(person);
        if (key != 0) {
            tables.persons().hide(key);
        }
        return key;
    }

    @Override
    boolean slice(Transaction transaction, long key, List<UUID> images) throws SQLException {
        int left = SLICE;
        while (left > 0) {
            long session = tables.erasureOf(key);
            if (session == 0) {
                Optional<SessionTable.Owned> next =
                        tables.sessions().anyOfPerson(tables.persons().id(key));
                if (next.isEmpty()) {
                    tables.persons().delete(key);
                    return true;
                }
                hide(transaction, next.get(), key);
                session = next.get().key();
            }
            images.addAll(tables.images().deleteOf(session));
            EventTable.Deleted events = tables.events().deleteSome(session, left);
            left -= events.count() + SESSION_COST;
            if (!events.more()) {
                tables.forgetErasure(session);
            }
        }
        return false;
    }

    private void hide(Transaction transaction, SessionTable.Owned session, long key) throws SQLException {
        transaction.gone(session.id());
        tables.deleteSession(session.key());
        tables.rememberErasure(session.key(), key);
        UUID bot = session.bot();
        if (bot != null) {
            transaction.signal(new Signal.Erased(session.id(), bot));
        }
    }

    @Override
    Optional<List<UUID>> answer(@Nullable List<UUID> images) {
        return Optional.ofNullable(images);
    }
}
