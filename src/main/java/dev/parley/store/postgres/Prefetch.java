package dev.parley.store.postgres;

import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import dev.parley.store.PrefetchRequest;
import dev.parley.store.SessionRow;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a group of writes needs to know, asked for in one round trip before its transaction. */
final class Prefetch implements PrefetchRequest {
    private static final String SESSIONS = "SELECT " + Columns.SESSION
            + ", CASE WHEN s.person IS NULL THEN 0 ELSE (SELECT max(p.last_at) FROM session p WHERE p.person = s.person) END"
            + " FROM unnest($1::uuid[]) AS u(id) JOIN session s ON s.id = u.id JOIN bot b ON b.key = s.bot"
            + " LEFT JOIN session_data d ON d.session = s.key WHERE b.id IS NOT NULL";
    private static final int PERSON_LAST_AT = Columns.SESSION_WIDTH;
    private static final String WRITTEN = "SELECT e.session, " + Columns.EVENT
            + " FROM unnest($1::uuid[], $2::text[], $3::text[]) AS u(session, author, client_id)"
            + " JOIN session s ON s.id = u.session"
            // One by one, or a plan made while the table was empty would read whole sessions.
            + " CROSS JOIN LATERAL (SELECT * FROM event f WHERE f.session = s.key AND f.author = u.author"
            + " AND f.client_id = u.client_id LIMIT 1) e";
    private static final String PERSONS = "SELECT u.person, (SELECT max(p.last_at) FROM session p"
            + " WHERE p.person = u.person) FROM unnest($1::uuid[]) AS u(person)";

    /** What a side of a session wrote under a client id. */
    private record Asked(UUID session, Author.Type side, String clientId) {}

    private record Found(long session, Author.Type side, String clientId) {}

    private final Predicate<UUID> remembered;
    private final Set<UUID> sessionsAsked = new LinkedHashSet<>();
    private final Set<Asked> writtenAsked = new LinkedHashSet<>();
    private final Set<UUID> personsAsked = new LinkedHashSet<>();
    private final Map<UUID, SessionRow> sessions = new HashMap<>();
    private final Map<Found, Event> written = new HashMap<>();
    private final Map<UUID, Long> persons = new HashMap<>();

    /**
     * @param remembered tells which sessions' rows are known already
     */
    Prefetch(Predicate<UUID> remembered) {
        this.remembered = remembered;
    }

    @Override
    public void session(UUID session) {
        if (!remembered.test(session)) {
            sessionsAsked.add(session);
        }
    }

    @Override
    public void written(UUID session, Author.Type side, String clientId) {
        writtenAsked.add(new Asked(session, side, clientId));
    }

    @Override
    public void person(UUID person) {
        personsAsked.add(person);
    }

    /** Asks for everything that was announced, and waits. */
    void fetch(LockedConnection held) throws SQLException {
        List<Statement> questions = new ArrayList<>(3);
        List<Reading> readings = new ArrayList<>(3);
        if (!sessionsAsked.isEmpty()) {
            questions.add(new Statement(SESSIONS, Tuple.of((Object) sessionsAsked.toArray(UUID[]::new))));
            readings.add(this::readSession);
        }
        if (!writtenAsked.isEmpty()) {
            questions.add(new Statement(
                    WRITTEN,
                    Tuple.of(
                            (Object) writtenAsked.stream().map(Asked::session).toArray(UUID[]::new),
                            writtenAsked.stream()
                                    .map(asked -> asked.side().text())
                                    .toArray(String[]::new),
                            writtenAsked.stream().map(Asked::clientId).toArray(String[]::new))));
            readings.add(this::readWritten);
        }
        if (!personsAsked.isEmpty()) {
            questions.add(new Statement(PERSONS, Tuple.of((Object) personsAsked.toArray(UUID[]::new))));
            readings.add(this::readPerson);
        }
        if (questions.isEmpty()) {
            return;
        }
        List<CompletableFuture<RowSet<io.vertx.sqlclient.Row>>> answers = held.send(questions);
        for (int i = 0; i < answers.size(); i++) {
            held.await(answers.get(i)).forEach(readings.get(i)::read);
        }
    }

    /** Whether a session's row was asked for; then {@link #row} has the answer. */
    boolean knowsRow(UUID session) {
        return sessionsAsked.contains(session);
    }

    Optional<SessionRow> row(UUID session) {
        return Optional.ofNullable(sessions.get(session));
    }

    /** Whether it was asked what was written under a client id; then {@link #event} has the answer. */
    boolean knowsEvent(SessionRow session, Author.Type side, String clientId) {
        return writtenAsked.contains(new Asked(session.session().id(), side, clientId));
    }

    Optional<Event> event(SessionRow session, Author.Type side, String clientId) {
        return Optional.ofNullable(written.get(new Found(session.key(), side, clientId)));
    }

    /** When a person spoke last, in microseconds; null when it was not asked for. */
    @Nullable
    Long lastAt(UUID person) {
        return persons.get(person);
    }

    private void readSession(io.vertx.sqlclient.Row columns) {
        SessionRow row = Columns.session(columns);
        sessions.put(row.session().id(), row);
        UUID person = row.session().person();
        if (person != null) {
            persons.put(person, columns.getLong(PERSON_LAST_AT));
        }
    }

    private void readWritten(io.vertx.sqlclient.Row columns) {
        Event event = Columns.event(columns, 1);
        written.put(new Found(columns.getLong(0), event.author().type(), String.valueOf(event.clientId())), event);
    }

    private void readPerson(io.vertx.sqlclient.Row columns) {
        Long last = columns.getLong(1);
        persons.put(columns.getUUID(0), last == null ? 0 : last);
    }

    private interface Reading {
        void read(io.vertx.sqlclient.Row columns);
    }
}
