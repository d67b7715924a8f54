package dev.parley.store;

import dev.parley.conversation.Notification;
import io.vertx.core.Context;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Erases a bot with its sessions, one after the other. Without its id, the bot and all its sessions are unknown at once. */
final class BotErasure extends Erasure<List<UUID>> {
    private final Database database;
    private final @Nullable UUID bot;

    BotErasure(Context context, Database database, UUID bot) {
        super(context, 0);
        this.database = database;
        this.bot = bot;
    }

    /** Goes on with what was begun before a restart. */
    BotErasure(Context context, Database database, long key) {
        super(context, key);
        this.database = database;
        this.bot = null;
    }

    @Override
    long begin(Transaction transaction) throws SQLException {
        long key = bot == null ? 0 : database.bot(bot);
        if (bot != null && key != 0) {
            database.hideBot(key);
            transaction.goneBot(bot);
        }
        return key;
    }

    @Override
    boolean slice(Transaction transaction, long key, List<UUID> images) throws SQLException {
        int left = SLICE;
        while (left > 0) {
            Database.Found session = database.anySession(key);
            if (session == null) {
                int documents = database.documents().deleteOfBot(key, left);
                if (documents == left) {
                    return false;
                }
                database.errors().deleteOfBot(key);
                database.deleteBot(key);
                return true;
            }
            images.addAll(database.deleteImages(session.key()));
            Database.Deleted events = database.deleteEvents(session.key(), left);
            left -= events.count() + SESSION_COST;
            if (events.more()) {
                return false;
            }
            database.deleteSession(session.key());
            if (bot != null) {
                transaction.notification(new Notification.Erased(session.id(), bot));
            }
        }
        return false;
    }

    @Override
    List<UUID> answer(@Nullable List<UUID> images) {
        return images == null ? List.of() : images;
    }
}
