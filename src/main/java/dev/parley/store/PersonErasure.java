package dev.parley.store;

import dev.parley.conversation.Notification;
import io.vertx.core.Context;
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
    private final Database database;
    private final @Nullable UUID person;

    PersonErasure(Context context, Database database, UUID person) {
        super(context, 0);
        this.database = database;
        this.person = person;
    }

    /** Goes on with what was begun before a restart. */
    PersonErasure(Context context, Database database, long key) {
        super(context, key);
        this.database = database;
        this.person = null;
    }

    @Override
    long begin(Transaction transaction) throws SQLException {
        long key = person == null ? 0 : database.persons().key(person);
        if (key != 0) {
            database.persons().hide(key);
        }
        return key;
    }

    @Override
    boolean slice(Transaction transaction, long key, List<UUID> images) throws SQLException {
        int left = SLICE;
        while (left > 0) {
            long session = database.erasureOf(key);
            if (session == 0) {
                Database.Found next = database.anySessionOf(database.persons().id(key));
                if (next == null) {
                    database.documents().deleteOfPerson(key);
                    database.persons().delete(key);
                    return true;
                }
                hide(transaction, next, key);
                session = next.key();
            }
            images.addAll(database.deleteImages(session));
            Database.Deleted events = database.deleteEvents(session, left);
            left -= events.count() + SESSION_COST;
            if (!events.more()) {
                database.forgetErasure(session);
            }
        }
        return false;
    }

    private void hide(Transaction transaction, Database.Found session, long key) throws SQLException {
        transaction.gone(session.id());
        database.deleteSession(session.key());
        database.rememberErasure(session.key(), key);
        UUID bot = session.bot();
        if (bot != null) {
            transaction.notification(new Notification.Erased(session.id(), bot));
        }
    }

    @Override
    Optional<List<UUID>> answer(@Nullable List<UUID> images) {
        return Optional.ofNullable(images);
    }
}
