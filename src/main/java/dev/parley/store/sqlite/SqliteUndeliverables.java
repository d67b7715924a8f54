package dev.parley.store.sqlite;

import dev.parley.conversation.Event;
import dev.parley.conversation.Place;
import dev.parley.conversation.Undeliverable;
import dev.parley.conversation.Undeliverables;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was given up, in SQLite. */
final class SqliteUndeliverables implements Undeliverables {
    private final SqliteReaders readers;

    SqliteUndeliverables(SqliteReaders readers) {
        this.readers = readers;
    }

    @Override
    public Future<List<Undeliverable>> list(UUID bot, Optional<Place> after, int limit) {
        return readers.read(found -> found.undeliverables.ofBot(bot, after, limit));
    }

    @Override
    public Future<List<Event>> ofSession(UUID session, int limit) {
        return readers.read(found -> found.undeliverables.ofSession(session, limit));
    }

    @Override
    public Future<List<Undeliverable>> replaying(Optional<Place> after, int limit) {
        return readers.read(found -> found.undeliverables.replaying(after, limit));
    }
}
