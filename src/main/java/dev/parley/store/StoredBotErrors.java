package dev.parley.store;

import dev.parley.conversation.BotError;
import dev.parley.conversation.BotErrors;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** The errors of bots in all stores. */
public final class StoredBotErrors implements BotErrors {
    private final WriteQueue writing;
    private final BiFunction<UUID, Integer, Future<List<BotError>>> reading;

    /**
     * @param reading reads a bot's errors, newest first, at most so many
     */
    public StoredBotErrors(WriteQueue writing, BiFunction<UUID, Integer, Future<List<BotError>>> reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public Future<Void> note(BotError error) {
        UUID session = error.session();
        return writing.write(
                needs -> {
                    if (session != null) {
                        needs.session(session);
                    }
                },
                transaction -> {
                    note(transaction, error);
                    return null;
                });
    }

    private void note(Transaction transaction, BotError error) throws SQLException {
        long bot = writing.database().bot(error.bot());
        UUID id = error.session();
        long session =
                id == null ? 0 : transaction.find(id).map(SessionRow::key).orElse(0L);
        boolean gone = bot == 0 || (id != null && session == 0);
        if (!gone) {
            writing.database().errors().insert(bot, session, error);
        }
    }

    @Override
    public Future<List<BotError>> of(UUID bot, int limit) {
        return reading.apply(bot, Math.max(0, limit));
    }
}
