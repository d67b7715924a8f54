package dev.parley.store.postgres;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import dev.parley.store.GroupedPeople;
import dev.parley.store.Writing;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The persons, in PostgreSQL. */
final class PostgresPeople extends GroupedPeople {
    private final Readers readers;

    PostgresPeople(Writing writing, Readers readers) {
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
    public Future<List<Session>> sessions(UUID person, Optional<UUID> after, int limit) {
        return readers.list(
                Columns.SESSIONS + "s.person = $1 AND s.id > $2 ORDER BY s.id LIMIT $3",
                row -> Columns.session(row).session(),
                person,
                after.orElse(Readers.BEFORE_ALL),
                (long) Math.max(0, limit));
    }
}
