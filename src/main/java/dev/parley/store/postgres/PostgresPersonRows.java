package dev.parley.store.postgres;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.store.Micros;
import dev.parley.store.PersonRows;
import io.vertx.sqlclient.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Persons and their identities, in PostgreSQL. */
record PostgresPersonRows(Pipeline exchange) implements PersonRows {
    @Override
    public Optional<Person> find(Identity identity) throws SQLException {
        for (Row row : exchange.ask(Columns.PERSON_BY_IDENTITY, identity.gateway(), identity.scope(), identity.key())) {
            return Optional.of(Columns.person(row));
        }
        return Optional.empty();
    }

    @Override
    public void insert(Person person, Identity identity) {
        exchange.write(
                "WITH made AS (INSERT INTO person (id, name, created_at, erased) VALUES ($1, $2, $3, false)"
                        + " RETURNING key)"
                        + " INSERT INTO identity (gateway, scope, key, person) SELECT $4, $5, $6, made.key FROM made",
                person.id(),
                person.name(),
                Micros.of(person.createdAt()),
                identity.gateway(),
                identity.scope(),
                identity.key());
    }

    @Override
    public boolean rename(UUID id, @Nullable String name) throws SQLException {
        return exchange.ask("UPDATE person SET name = $2 WHERE id = $1 AND NOT erased", id, name)
                        .rowCount()
                > 0;
    }

    @Override
    public long key(UUID id) throws SQLException {
        return exchange.number("SELECT key FROM person WHERE id = $1 AND NOT erased", id);
    }

    @Override
    public UUID id(long key) throws SQLException {
        for (Row row : exchange.ask("SELECT id FROM person WHERE key = $1", key)) {
            return row.getUUID(0);
        }
        throw new SQLException("person " + key + " is missing");
    }

    @Override
    public void hide(long key) {
        exchange.write("UPDATE person SET name = NULL, erased = true WHERE key = $1", key);
        exchange.write("DELETE FROM identity WHERE person = $1", key);
    }

    @Override
    public void delete(long key) {
        exchange.write("DELETE FROM person WHERE key = $1", key);
    }

    @Override
    public List<Long> begun() throws SQLException {
        return exchange.numbers("SELECT key FROM person WHERE erased");
    }
}
