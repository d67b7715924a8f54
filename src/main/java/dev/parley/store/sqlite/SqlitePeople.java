package dev.parley.store.sqlite;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.store.GroupedPeople;
import dev.parley.store.WriteQueue;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The persons, in SQLite. */
final class SqlitePeople extends GroupedPeople {
    private final SqliteReaders readers;

    SqlitePeople(WriteQueue writing, SqliteReaders readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<Optional<Person>> find(Identity identity) {
        return readers.read(found -> found.persons.find(identity));
    }

    @Override
    public Future<Optional<Person>> person(UUID id) {
        return readers.read(found -> found.persons.find(id));
    }

    @Override
    public Future<List<Identity>> identities(UUID person) {
        return readers.read(found -> found.persons.identities(person));
    }
}
