package dev.parley.store;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The times of events: the clock's, but never before the previous event of the same session, and later than every other
 * event of the same person, so that a person's events can be told apart by their times.
 */
final class Times {
    private static final int PERSONS_KEPT = 10_000;

    private final Database database;
    private final InstantSource clock;
    private final Map<UUID, Long> persons = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > PERSONS_KEPT;
        }
    };

    Times(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The clock's time in microseconds. */
    long now() {
        return Micros.of(clock.instant());
    }

    /**
     * The time of the next event in microseconds.
     *
     * @param last the time of the session's newest event
     * @param person who speaks in it
     */
    long next(long last, @Nullable UUID person) throws SQLException {
        long next = Math.max(now(), last);
        if (person == null) {
            return next;
        }
        Long known = persons.get(person);
        next = Math.max(next, (known == null ? database.lastAt(person) : known) + 1);
        persons.put(person, next);
        return next;
    }
}
