package dev.parley.store.sqlite;

import dev.parley.conversation.Signal;
import dev.parley.conversation.Target;
import io.vertx.core.internal.ContextInternal;
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
    private final Tables tables;
    private final @Nullable Target target;

    SessionErasure(ContextInternal context, Tables tables, Target target) {
        super(context, 0);
        this.tables = tables;
        this.target = target;
    }

    /** Goes on with what was begun before a restart. */
    SessionErasure(ContextInternal context, Tables tables, long key) {
        super(context, key);
        this.tables = tables;
        this.target = null;
    }

    @Override
    long begin(Transaction transaction) throws SQLException {
        Row row = target == null ? null : transaction.find(target).orElse(null);
        if (row == null) {
            return 0;
        }
        transaction.gone(row.session().id());
        tables.deleteSession(row.key());
        tables.rememberErasure(row.key(), 0);
        transaction.signal(new Signal.Erased(row.session().id(), row.session().bot()));
        return row.key();
    }

    @Override
    boolean slice(Transaction transaction, long key, List<UUID> images) throws SQLException {
        images.addAll(tables.images().deleteOf(key));
        if (tables.events().deleteSome(key, SLICE).more()) {
            return false;
        }
        tables.forgetErasure(key);
        return true;
    }

    @Override
    Optional<List<UUID>> answer(@Nullable List<UUID> images) {
        return Optional.ofNullable(images);
    }
}
