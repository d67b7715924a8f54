package dev.parley.store;

import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the sessions used last, as they were committed. Only the writer changes it, and nothing else writes the
 * file, so what is found here is the truth; any thread may look.
 *
 * <p>Two generations instead of a list in order of use: a row that is used moves to the young one; when that is full
 * it becomes the old one, and what was old and never used again is forgotten.
 */
final class SessionRowCache {
    /** What a row weighs in memory besides its data, in bytes. */
    private static final int BARE = 400;

    /** Parsed JSON takes about this many times its text. */
    private static final int PARSED = 4;

    private record Generations(Map<UUID, SessionRow> young, Map<UUID, SessionRow> old) {}

    private final long weightLimit;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    private long weight;

    /**
     * @param weightLimit about how many bytes one generation may take
     */
    SessionRowCache(long weightLimit) {
        this.weightLimit = weightLimit;
    }

    /** A committed row, from any thread. */
    @Nullable
    SessionRow peek(UUID session) {
        Generations now = generations;
        SessionRow row = now.young.get(session);
        return row != null ? row : now.old.get(session);
    }

    /** A committed row, which is from now on one of those used last; for the writer. */
    @Nullable
    SessionRow use(UUID session) {
        Generations now = generations;
        SessionRow row = now.young.get(session);
        if (row == null) {
            row = now.old.get(session);
            if (row != null) {
                put(row);
            }
        }
        return row;
    }

    void put(SessionRow row) {
        Generations now = generations;
        SessionRow before = now.young.put(row.session().id(), row);
        weight += weight(row) - (before == null ? 0 : weight(before));
        if (weight > weightLimit) {
            generations = new Generations(new ConcurrentHashMap<>(), now.young);
            weight = 0;
        }
    }

    /** Forgets everything; for the writer. */
    void clear() {
        generations = new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        weight = 0;
    }

    void remove(UUID session) {
        Generations now = generations;
        now.old.remove(session);
        SessionRow row = now.young.remove(session);
        if (row != null) {
            weight -= weight(row);
        }
    }

    void removeBot(UUID bot) {
        Generations now = generations;
        now.old.values().removeIf(row -> row.session().bot().equals(bot));
        for (Iterator<SessionRow> rows = now.young.values().iterator(); rows.hasNext(); ) {
            SessionRow row = rows.next();
            if (row.session().bot().equals(bot)) {
                rows.remove();
                weight -= weight(row);
            }
        }
    }

    private static long weight(SessionRow row) {
        return BARE + (long) PARSED * row.dataBytes();
    }
}
