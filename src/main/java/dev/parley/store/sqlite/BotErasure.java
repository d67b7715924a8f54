package dev.parley.store.sqlite;

import dev.parley.conversation.Signal;
import io.vertx.core.internal.ContextInternal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Erases a bot with its sessions, one after the other. Without its id, the bot and all its sessions are unknown at once. */
final class BotErasure extends Erasure<List<UUID>> {
    private final Tables tables;
    private final @Nullable UUID bot;

    BotErasure(ContextInternal context, Tables tables, UUID bot) {
        super(context, 0);
        this.tables = tables;
        this.bot = bot;
    }

    /** Goes on with what was begun before a restart. */
    BotErasure(ContextInternal context, Tables tables, long key) {
        super(context, key);
        this.tables = tables;
        this.bot = null;
    }

    @Override
    long begin(Transaction transaction) throws SQLException {
        long key = bot == null ? 0 : tables.bots().key(bot);
        if (bot != null && key != 0) {
            tables.bots().hide(key);
            transaction.goneBot(bot);
        }
        return key;
    }

    @Override
    boolean slice(Transaction transaction, long key, List<UUID> images) throws SQLException {
        int left = SLICE;
        while (left > 0) {
            Optional<SessionTable.Found> found = tables.sessions().anyOf(key);
            if (found.isEmpty()) {
                tables.ledger().deleteErrorsOfBot(key);
                tables.bots().delete(key);
                return true;
            }
            SessionTable.Found session = found.get();
            images.addAll(tables.images().deleteOf(session.key()));
            EventTable.Deleted events = tables.events().deleteSome(session.key(), left);
            left -= events.count() + SESSION_COST;
            if (events.more()) {
                return false;
            }
            tables.deleteSession(session.key());
            if (bot != null) {
                transaction.signal(new Signal.Erased(session.id(), bot));
            }
        }
        return false;
    }

    @Override
    List<UUID> answer(@Nullable List<UUID> images) {
        return images == null ? List.of() : images;
    }
}
