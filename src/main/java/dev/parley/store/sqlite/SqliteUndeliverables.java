package dev.parley.store.sqlite;

import dev.parley.conversation.Place;
import dev.parley.conversation.Undeliverable;
import dev.parley.conversation.Undeliverables;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was given up, in SQLite. */
record SqliteUndeliverables(Access access, Log log) implements Undeliverables {
    @Override
    public Future<List<Undeliverable>> list(UUID bot, Optional<Place> after, int limit) {
        return access.read(found -> found.undeliverables().ofBot(bot, after, limit));
    }

    @Override
    public Future<List<Place>> replay(UUID bot, Collection<Place> places) {
        List<Place> copy = List.copyOf(places);
        return access.write(transaction -> log.replay(transaction, bot, copy));
    }

    @Override
    public Future<List<Undeliverable>> replaying(Optional<Place> after, int limit) {
        return access.read(found -> found.undeliverables().replaying(after, limit));
    }
}
