package dev.parley.store;

import dev.parley.conversation.ApiToken;
import dev.parley.conversation.AuditEntry;
import dev.parley.conversation.BotError;
import dev.parley.conversation.Ledger;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How all stores write tokens, audit and errors. */
public abstract class GroupedLedger implements Ledger {
    private final WriteQueue writing;
    private final Database database;

    protected GroupedLedger(WriteQueue writing) {
        this.writing = writing;
        database = writing.database();
    }

    @Override
    public final Future<Void> putToken(ApiToken token) {
        return writing.write(transaction -> {
            database.ledger().put(token);
            return null;
        });
    }

    @Override
    public final Future<Boolean> removeToken(UUID id) {
        return writing.write(transaction -> database.ledger().remove(id));
    }

    @Override
    public final Future<Void> audit(AuditEntry entry) {
        return writing.write(transaction -> {
            database.ledger().insert(entry);
            return null;
        });
    }

    @Override
    public final Future<Void> error(BotError error) {
        UUID session = error.session();
        return writing.write(needs -> announce(needs, session), transaction -> {
            note(transaction, error);
            return null;
        });
    }

    private static void announce(PrefetchRequest needs, @Nullable UUID session) {
        if (session != null) {
            needs.session(session);
        }
    }

    private void note(Transaction transaction, BotError error) throws SQLException {
        long bot = database.bot(error.bot());
        UUID id = error.session();
        long session =
                id == null ? 0 : transaction.find(id).map(SessionRow::key).orElse(0L);
        boolean gone = bot == 0 || (id != null && session == 0);
        if (!gone) {
            database.ledger().insert(bot, session, error);
        }
    }
}
