package dev.parley.store;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Persons and their identities, as the writer uses them; a part of its {@link Database}. A person who is being erased is
 * not found any more.
 */
public interface PersonRows {
    Optional<Person> find(Identity identity) throws SQLException;

    void insert(Person person, Identity identity) throws SQLException;

    /** False when there is no such person. */
    boolean rename(UUID id, @Nullable String name) throws SQLException;

    /** A person's key, 0 when there is none of this id or it is being erased. */
    long key(UUID id) throws SQLException;

    /** The id of a person, whether it is being erased or not. */
    UUID id(long key) throws SQLException;

    /** Takes a person's name and identities: it is unknown from then on. */
    void hide(long key) throws SQLException;

    void delete(long key) throws SQLException;

    /** The keys of the persons whose erasure was begun. */
    List<Long> begun() throws SQLException;
}
