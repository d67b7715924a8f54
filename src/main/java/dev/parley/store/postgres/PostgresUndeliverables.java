package dev.parley.store.postgres;

import dev.parley.conversation.Event;
import dev.parley.conversation.Place;
import dev.parley.conversation.Undeliverable;
import dev.parley.conversation.Undeliverables;
import dev.parley.store.Micros;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was given up, in PostgreSQL. */
final class PostgresUndeliverables implements Undeliverables {
    private static final String SELECT = "SELECT " + Columns.SESSION + ", " + Columns.EVENT
            + ", u.since, u.reason, u.replaying FROM undeliverable u JOIN session s ON s.key = u.session"
            + " JOIN bot b ON b.key = s.bot JOIN event e ON e.session = u.session AND e.seq = u.seq"
            + " LEFT JOIN session_data d ON d.session = s.key"
            + " WHERE b.id IS NOT NULL AND (s.id, u.seq) > ($1, $2) AND ";
    private static final String ORDER = " ORDER BY s.id, u.seq LIMIT $3";
    private static final String OF_SESSION = "SELECT " + Columns.EVENT
            + " FROM session s JOIN undeliverable u ON u.session = s.key"
            + " JOIN event e ON e.session = u.session AND e.seq = u.seq"
            + " WHERE s.id = $1 ORDER BY u.seq DESC LIMIT $2";
    private static final int REST = Columns.SESSION_WIDTH + Columns.EVENT_WIDTH;

    private final PostgresReaders readers;

    PostgresUndeliverables(PostgresReaders readers) {
        this.readers = readers;
    }

    @Override
    public Future<List<Undeliverable>> list(UUID bot, Optional<Place> after, int limit) {
        return readers.list(
                SELECT + "b.id = $4" + ORDER,
                PostgresUndeliverables::undeliverable,
                session(after),
                seq(after),
                (long) Math.max(0, limit),
                bot);
    }

    @Override
    public Future<List<Event>> ofSession(UUID session, int limit) {
        return readers.list(OF_SESSION, row -> Columns.event(row, 0), session, (long) Math.max(0, limit))
                .map(newestFirst -> {
                    List<Event> events = new ArrayList<>(newestFirst);
                    Collections.reverse(events);
                    return events;
                });
    }

    @Override
    public Future<List<Undeliverable>> replaying(Optional<Place> after, int limit) {
        return readers.list(
                SELECT + "u.replaying" + ORDER,
                PostgresUndeliverables::undeliverable,
                session(after),
                seq(after),
                (long) Math.max(0, limit));
    }

    private static UUID session(Optional<Place> after) {
        return after.map(Place::session).orElse(PostgresReaders.BEFORE_ALL);
    }

    private static long seq(Optional<Place> after) {
        return after.map(Place::seq).orElse(0L);
    }

    private static Undeliverable undeliverable(Row row) {
        return new Undeliverable(
                Columns.session(row).session(),
                Columns.event(row, Columns.SESSION_WIDTH),
                Micros.instant(row.getLong(REST)),
                row.getString(REST + 1),
                row.getBoolean(REST + 2));
    }
}
