package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is read of persons. The promises of {@link Store} about contexts and failures hold here too. */
public interface PersonQueries {
    /** The person with this identity. */
    Future<Optional<Person>> find(Identity identity);

    /** A person by id. */
    Future<Optional<Person>> person(UUID id);

    /** How a person is known outside; none for an unknown one. */
    Future<List<Identity>> identities(UUID person);
}
