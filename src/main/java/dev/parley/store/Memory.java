package dev.parley.store;

import java.util.UUID;

/** What the writer remembers of the database, true as long as nobody else writes there. For the writer's thread. */
public final class Memory {
    private final SessionRowCache rows;
    private final SessionCommands log;

    Memory(SessionRowCache rows, SessionCommands log) {
        this.rows = rows;
        this.log = log;
    }

    /** Whether a session's row is known without asking. */
    public boolean remembers(UUID session) {
        return rows.peek(session) != null;
    }

    /** Forgets everything: somebody else may have written. */
    public void forget() {
        rows.clear();
        log.forget();
    }
}
