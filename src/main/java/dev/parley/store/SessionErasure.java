package dev.parley.store;

import dev.parley.conversation.Notification;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Context;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases one session. Its row, data and image records go with the first slice; its events, which nobody can reach any
 * more, follow.
 */
final class SessionErasure extends Erasure<Optional<List<UUID>>> {
    private final Database database;
    private final @Nullable SessionRef target;

    SessionErasure(Context context, Database database, SessionRef target) {
        super(context, 0);
        this.database = database;
        this.target = target;
    }

    /** Goes on with what was begun before a restart. */
    SessionErasure(Context context, Database database, long key) {
        super(context, key);
        this.database = database;
        this.target = null;
    }

    @Override
    long begin(Transaction transaction) throws SQLException {
        SessionRow row = target == null ? null : transaction.find(target).orElse(null);
        if (row == null) {
            return 0;
        }
        transaction.gone(row.session().id());
        database.deleteSession(row.key());
        database.rememberErasure(row.key(), 0);
        transaction.notification(
                new Notification.Erased(row.session().id(), row.session().bot()));
        return row.key();
    }

    @Override
    boolean slice(Transaction transaction, long key, List<UUID> images) throws SQLException {
        images.addAll(database.deleteImages(key));
        if (database.deleteEvents(key, SLICE).more()) {
            return false;
        }
        database.forgetErasure(key);
        return true;
    }

    @Override
    Optional<List<UUID>> answer(@Nullable List<UUID> images) {
        return Optional.ofNullable(images);
    }
}
