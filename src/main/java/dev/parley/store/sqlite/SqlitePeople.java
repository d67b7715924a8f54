package dev.parley.store.sqlite;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import dev.parley.store.GroupedPeople;
import dev.parley.store.Writing;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The persons, in SQLite. */
final class SqlitePeople extends GroupedPeople {
    private final Readers readers;

    SqlitePeople(Writing writing, Readers readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<Optional<Person>> find(Identity identity) {
        return readers.read(found -> found.persons().find(identity));
    }

    @Override
    public Future<Optional<Person>> person(UUID id) {
        return readers.read(found -> found.persons().find(id));
    }

    @Override
    public Future<List<Session>> sessions(UUID person, Optional<UUID> after, int limit) {
        return readers.read(found -> found.sessions().ofPerson(person, after.orElse(null), limit));
    }
}
