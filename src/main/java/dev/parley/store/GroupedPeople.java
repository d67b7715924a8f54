package dev.parley.store;

import dev.parley.conversation.Identity;
import dev.parley.conversation.People;
import dev.parley.conversation.Person;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How all stores write persons. */
public abstract class GroupedPeople implements People {
    private final WriteQueue writing;
    private final Database database;

    protected GroupedPeople(WriteQueue writing) {
        this.writing = writing;
        database = writing.database();
    }

    @Override
    public final Future<Person> obtain(Identity identity, @Nullable String name) {
        // Nearly always the person is known, and reading costs no commit.
        return find(identity)
                .compose(known -> known.map(Future::succeededFuture)
                        .orElseGet(() -> writing.write(transaction -> make(identity, name))));
    }

    private Person make(Identity identity, @Nullable String name) throws SQLException {
        Optional<Person> meanwhile = database.persons().find(identity);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        Person person = new Person(UUID.randomUUID(), name, writing.now());
        database.persons().insert(person, identity);
        return person;
    }

    @Override
    public final Future<Boolean> rename(UUID id, @Nullable String name) {
        return writing.write(transaction -> database.persons().rename(id, name));
    }

    @Override
    public final Future<Optional<List<UUID>>> erase(UUID person) {
        return writing.erase(new PersonErasure(writing.context(), database, person));
    }
}
