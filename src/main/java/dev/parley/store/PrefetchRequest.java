package dev.parley.store;

import dev.parley.conversation.Author;
import java.util.UUID;

/** What a write will surely look at, told beforehand: a database that is far away is asked once for a whole group. */
public interface PrefetchRequest {
    /** The row of a session. */
    void session(UUID session);

    /** Whether a side wrote under a client id before. */
    void written(UUID session, Author.Type side, String clientId);

    /** When a person spoke last. */
    void person(UUID person);
}
