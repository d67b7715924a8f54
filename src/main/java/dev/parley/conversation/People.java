package dev.parley.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The persons a store knows; only {@link Conversations} changes them. The promises of {@link Store} about commits, contexts
 * and failures hold here too.
 */
public interface People extends PersonQueries {
    /** The person with this identity; made with this name when there is none yet. */
    Future<Person> obtain(Identity identity, @Nullable String name);

    /** Gives a person a name, or takes it away; false when there is no such person. */
    Future<Boolean> rename(UUID id, @Nullable String name);

    /**
     * Erases a person, its identities and all its sessions with what they have, in slices; the ids of their images.
     * Empty when there was no such person.
     */
    Future<Optional<List<UUID>>> erase(UUID person);
}
