package dev.parley.store.postgres;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.store.GroupedPeople;
import dev.parley.store.WriteQueue;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The persons, in PostgreSQL. */
final class PostgresPeople extends GroupedPeople {
    private final PostgresReaders readers;

    PostgresPeople(WriteQueue writing, PostgresReaders readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<Optional<Person>> find(Identity identity) {
        return readers.list(
                        Columns.PERSON_BY_IDENTITY,
                        Columns::person,
                        identity.gateway(),
                        identity.scope(),
                        identity.key())
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Optional<Person>> person(UUID id) {
        return readers.list("SELECT id, name, created_at FROM person WHERE id = $1 AND NOT erased", Columns::person, id)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<List<Identity>> identities(UUID person) {
        return readers.list(
                "SELECT i.gateway, i.scope, i.key FROM identity i JOIN person p ON p.key = i.person"
                        + " WHERE p.id = $1 AND NOT p.erased",
                row -> new Identity(row.getString(0), row.getString(1), row.getString(2)),
                person);
    }
}
