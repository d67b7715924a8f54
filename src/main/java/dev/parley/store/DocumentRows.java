package dev.parley.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Documents beside the log, as the writer uses them; a part of its {@link Database}. Owners are named by their keys. */
public interface DocumentRows {
    Optional<String> ofSession(long session, String name) throws SQLException;

    void putOfSession(long session, String name, String json) throws SQLException;

    Optional<String> ofPerson(long person, UUID bot, String name) throws SQLException;

    /** A bot that has no row gets one, as for a session. */
    void putOfPerson(long person, UUID bot, String name, String json) throws SQLException;

    /** Deletes the documents of a person with whatever bot. */
    void deleteOfPerson(long person) throws SQLException;

    /** Deletes documents of persons with a bot, at most so many; how many went. */
    int deleteOfBot(long bot, int limit) throws SQLException;

    Optional<String> secret(String name) throws SQLException;

    void putSecret(String name, String secret) throws SQLException;
}
