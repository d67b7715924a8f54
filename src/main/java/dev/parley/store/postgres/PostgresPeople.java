package dev.parley.store.postgres;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.conversation.Said;
import dev.parley.conversation.Session;
import dev.parley.store.GroupedPeople;
import dev.parley.store.Micros;
import dev.parley.store.WriteQueue;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The persons, in PostgreSQL. */
final class PostgresPeople extends GroupedPeople {
    /** Times grow with the seqs, so each session is read from its newest event on. */
    private static final String SAID = "SELECT " + Columns.SESSION + ", " + Columns.EVENT + " FROM"
            + Columns.SESSION_TABLES + "CROSS JOIN LATERAL (SELECT * FROM event said WHERE said.session = s.key"
            + " AND said.at < $2 AND said.kind IN ('text', 'image', 'file') ORDER BY said.seq DESC LIMIT $3) e"
            + " WHERE b.id IS NOT NULL AND s.person = $1 ORDER BY e.at DESC LIMIT $3";

    private final PostgresReaders readers;

    PostgresPeople(WriteQueue writing, PostgresReaders readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<Optional<Person>> find(Identity identity) {
        return readers.list(
                        Columns.PERSON_BY_IDENTITY,
                        Columns::person,
                        identity.gateway(),
                        identity.scope(),
                        identity.key())
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Optional<Person>> person(UUID id) {
        return readers.list("SELECT id, name, created_at FROM person WHERE id = $1 AND NOT erased", Columns::person, id)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<List<Identity>> identities(UUID person) {
        return readers.list(
                "SELECT i.gateway, i.scope, i.key FROM identity i JOIN person p ON p.key = i.person"
                        + " WHERE p.id = $1 AND NOT p.erased",
                row -> new Identity(row.getString(0), row.getString(1), row.getString(2)),
                person);
    }

    @Override
    public Future<List<Said>> said(UUID person, Instant before, int limit) {
        return readers.list(
                SAID,
                row -> new Said(Columns.session(row).session(), Columns.event(row, Columns.SESSION_WIDTH)),
                person,
                Micros.of(before),
                (long) Math.max(0, limit));
    }

    @Override
    public Future<List<Session>> sessions(UUID person, Optional<UUID> after, int limit) {
        return readers.list(
                Columns.SESSIONS + "s.person = $1 AND s.id > $2 ORDER BY s.id LIMIT $3",
                row -> Columns.session(row).session(),
                person,
                after.orElse(PostgresReaders.BEFORE_ALL),
                (long) Math.max(0, limit));
    }
}
