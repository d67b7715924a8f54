package dev.parley.store;

import dev.parley.conversation.ApiToken;
import java.sql.SQLException;
import java.util.UUID;

/** The tokens of the REST API, as the writer uses them; a part of its {@link Database}. */
public interface TokenRows {
    void put(ApiToken token) throws SQLException;

    /** False when there was no such token. */
    boolean remove(UUID token) throws SQLException;
}
