package dev.parley.store.sqlite;

import dev.parley.conversation.Identity;
import dev.parley.conversation.People;
import dev.parley.conversation.Person;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The persons, in SQLite. */
record SqlitePeople(Access access, Tables tables, InstantSource clock) implements People {
    @Override
    public Future<Person> obtain(Identity identity, @Nullable String name) {
        // Nearly always the person is known, and reading costs no commit.
        return find(identity)
                .compose(known -> known.map(Future::succeededFuture)
                        .orElseGet(() -> access.write(transaction -> make(identity, name))));
    }

    private Person make(Identity identity, @Nullable String name) throws SQLException {
        Optional<Person> meanwhile = tables.persons().find(identity);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        Person person = new Person(UUID.randomUUID(), name, Micros.instant(Micros.of(clock.instant())));
        tables.persons().insert(person, identity);
        return person;
    }

    @Override
    public Future<Optional<Person>> find(Identity identity) {
        return access.read(found -> found.persons().find(identity));
    }

    @Override
    public Future<Optional<Person>> person(UUID id) {
        return access.read(found -> found.persons().find(id));
    }

    @Override
    public Future<Boolean> rename(UUID id, @Nullable String name) {
        return access.write(transaction -> tables.persons().rename(id, name));
    }

    @Override
    public Future<List<Session>> sessions(UUID person, Optional<UUID> after, int limit) {
        return access.read(found -> found.sessions().ofPerson(person, after.orElse(null), limit));
    }

    @Override
    public Future<Optional<List<UUID>>> erase(UUID person) {
        return access.erase(new PersonErasure(access.context(), tables, person));
    }
}
