package dev.parley.store.sqlite;

import dev.parley.conversation.Identity;
import dev.parley.conversation.Person;
import dev.parley.store.Micros;
import dev.parley.store.PersonRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Persons and their identities. A person who is being erased is not found any more. */
final class PersonTable implements PersonRows {
    private final SqliteConnection db;

    PersonTable(SqliteConnection db) {
        this.db = db;
    }

    @Override
    public Optional<Person> find(Identity identity) throws SQLException {
        PreparedStatement select = db.prepared("SELECT p.id, p.name, p.created_at FROM identity i"
                + " JOIN person p ON p.key = i.person WHERE i.gateway = ? AND i.scope = ? AND i.key = ?");
        bind(select, identity);
        return one(select);
    }

    Optional<Person> find(UUID id) throws SQLException {
        PreparedStatement select = db.prepared("SELECT id, name, created_at FROM person WHERE id = ? AND erased = 0");
        select.setBytes(1, UuidBlob.of(id));
        return one(select);
    }

    List<Identity> identities(UUID id) throws SQLException {
        PreparedStatement select = db.prepared("SELECT i.gateway, i.scope, i.key FROM identity i"
                + " JOIN person p ON p.key = i.person WHERE p.id = ? AND p.erased = 0");
        select.setBytes(1, UuidBlob.of(id));
        List<Identity> identities = new ArrayList<>(1);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                identities.add(new Identity(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return identities;
    }

    @Override
    public void insert(Person person, Identity identity) throws SQLException {
        PreparedStatement insert = db.prepared("INSERT INTO person (id, name, created_at, erased) VALUES (?, ?, ?, 0)");
        insert.setBytes(1, UuidBlob.of(person.id()));
        insert.setString(2, person.name());
        insert.setLong(3, Micros.of(person.createdAt()));
        insert.executeUpdate();
        PreparedStatement link = db.prepared("INSERT INTO identity (gateway, scope, key, person) VALUES (?, ?, ?, ?)");
        bind(link, identity);
        link.setLong(4, key(person.id()));
        link.executeUpdate();
    }

    @Override
    public boolean rename(UUID id, @Nullable String name) throws SQLException {
        PreparedStatement update = db.prepared("UPDATE person SET name = ? WHERE id = ? AND erased = 0");
        update.setString(1, name);
        update.setBytes(2, UuidBlob.of(id));
        return update.executeUpdate() > 0;
    }

    @Override
    public long key(UUID id) throws SQLException {
        PreparedStatement select = db.prepared("SELECT key FROM person WHERE id = ? AND erased = 0");
        select.setBytes(1, UuidBlob.of(id));
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public UUID id(long key) throws SQLException {
        PreparedStatement select = db.prepared("SELECT id FROM person WHERE key = ?");
        select.setLong(1, key);
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("person " + key + " is missing");
            }
            return UuidBlob.read(rows, 1);
        }
    }

    @Override
    public void hide(long key) throws SQLException {
        db.update("UPDATE person SET name = NULL, erased = 1 WHERE key = ?", key);
        db.update("DELETE FROM identity WHERE person = ?", key);
    }

    @Override
    public void delete(long key) throws SQLException {
        db.update("DELETE FROM person WHERE key = ?", key);
    }

    @Override
    public List<Long> begun() throws SQLException {
        return db.numbers("SELECT key FROM person WHERE erased = 1");
    }

    private static void bind(PreparedStatement statement, Identity identity) throws SQLException {
        statement.setString(1, identity.gateway());
        statement.setString(2, identity.scope());
        statement.setString(3, identity.key());
    }

    private static Optional<Person> one(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next()
                    ? Optional.of(
                            new Person(UuidBlob.read(rows, 1), rows.getString(2), Micros.instant(rows.getLong(3))))
                    : Optional.empty();
        }
    }
}
