package dev.parley.store.sqlite;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.conversation.Said;
import dev.parley.conversation.Session;
import dev.parley.store.GroupedPeople;
import dev.parley.store.Micros;
import dev.parley.store.WriteQueue;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The persons, in SQLite. */
final class SqlitePeople extends GroupedPeople {
    private static final int PAGE = 100;

    private final SqliteReaders readers;

    SqlitePeople(WriteQueue writing, SqliteReaders readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<Optional<Person>> find(Identity identity) {
        return readers.read(found -> found.persons().find(identity));
    }

    @Override
    public Future<Optional<Person>> person(UUID id) {
        return readers.read(found -> found.persons().find(id));
    }

    @Override
    public Future<List<Identity>> identities(UUID person) {
        return readers.read(found -> found.persons().identities(person));
    }

    @Override
    public Future<List<Said>> said(UUID person, Instant before, int limit) {
        return readers.read(found -> said(found, person, before, limit));
    }

    // A person has few sessions, and each is read from its newest event on.
    private static List<Said> said(Tables found, UUID person, Instant before, int limit) throws SQLException {
        List<Said> all = new ArrayList<>();
        List<Session> page = found.sessions().ofPerson(person, null, PAGE);
        while (!page.isEmpty()) {
            for (Session session : page) {
                found.events()
                        .said(session.id(), Micros.of(before), limit)
                        .forEach(event -> all.add(new Said(session, event)));
            }
            page = page.size() < PAGE
                    ? List.of()
                    : found.sessions().ofPerson(person, page.get(PAGE - 1).id(), PAGE);
        }
        all.sort(Comparator.comparing((Said said) -> said.event().at()).reversed());
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    @Override
    public Future<List<Session>> sessions(UUID person, Optional<UUID> after, int limit) {
        return readers.read(found -> found.sessions().ofPerson(person, after.orElse(null), limit));
    }
}
