package dev.parley.store.sqlite;

import dev.parley.conversation.DocumentQueries.Owner;
import dev.parley.store.DocumentRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Documents beside the log, and the server's own secrets. */
final class DocumentTable implements DocumentRows {
    private final SqliteConnection db;
    private final BotTable bots;

    DocumentTable(SqliteConnection db, BotTable bots) {
        this.db = db;
        this.bots = bots;
    }

    /** A document by its owner's id; none when the owner is unknown or being erased. */
    Optional<String> find(Owner owner, String name) throws SQLException {
        if (owner instanceof Owner.OfSession session) {
            PreparedStatement select = db.prepared("SELECT d.document FROM session s JOIN bot b ON b.key = s.bot"
                    + " JOIN session_document d ON d.session = s.key"
                    + " WHERE s.id = ? AND b.id IS NOT NULL AND d.name = ?");
            select.setBytes(1, UuidBlob.of(session.session()));
            select.setString(2, name);
            return one(select);
        }
        Owner.OfPerson person = (Owner.OfPerson) owner;
        PreparedStatement select = db.prepared("SELECT d.document FROM person p JOIN person_document d"
                + " ON d.person = p.key JOIN bot b ON b.key = d.bot"
                + " WHERE p.id = ? AND p.erased = 0 AND b.id = ? AND d.name = ?");
        select.setBytes(1, UuidBlob.of(person.person()));
        select.setBytes(2, UuidBlob.of(person.bot()));
        select.setString(3, name);
        return one(select);
    }

    @Override
    public Optional<String> ofSession(long session, String name) throws SQLException {
        PreparedStatement select = db.prepared("SELECT document FROM session_document WHERE session = ? AND name = ?");
        select.setLong(1, session);
        select.setString(2, name);
        return one(select);
    }

    @Override
    public void putOfSession(long session, String name, String json) throws SQLException {
        PreparedStatement put = db.prepared("INSERT INTO session_document (session, name, document) VALUES (?, ?, ?)"
                + " ON CONFLICT (session, name) DO UPDATE SET document = excluded.document");
        put.setLong(1, session);
        put.setString(2, name);
        put.setString(3, json);
        put.executeUpdate();
    }

    void deleteOfSession(long session) throws SQLException {
        db.update("DELETE FROM session_document WHERE session = ?", session);
    }

    @Override
    public Optional<String> ofPerson(long person, UUID bot, String name) throws SQLException {
        PreparedStatement select = db.prepared("SELECT d.document FROM bot b JOIN person_document d ON d.bot = b.key"
                + " WHERE b.id = ? AND d.person = ? AND d.name = ?");
        select.setBytes(1, UuidBlob.of(bot));
        select.setLong(2, person);
        select.setString(3, name);
        return one(select);
    }

    @Override
    public void putOfPerson(long person, UUID bot, String name, String json) throws SQLException {
        long key = bots.keyForSession(bot);
        PreparedStatement put =
                db.prepared("INSERT INTO person_document (bot, person, name, document) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (bot, person, name) DO UPDATE SET document = excluded.document");
        put.setLong(1, key);
        put.setLong(2, person);
        put.setString(3, name);
        put.setString(4, json);
        put.executeUpdate();
    }

    @Override
    public void deleteOfPerson(long person) throws SQLException {
        db.update("DELETE FROM person_document WHERE person = ?", person);
    }

    @Override
    public int deleteOfBot(long bot, int limit) throws SQLException {
        PreparedStatement delete = db.prepared("DELETE FROM person_document WHERE (bot, person, name) IN"
                + " (SELECT bot, person, name FROM person_document WHERE bot = ? LIMIT ?)");
        delete.setLong(1, bot);
        delete.setInt(2, limit);
        return delete.executeUpdate();
    }

    @Override
    public Optional<String> secret(String name) throws SQLException {
        PreparedStatement select = db.prepared("SELECT value FROM secret WHERE name = ?");
        select.setString(1, name);
        return one(select);
    }

    @Override
    public void putSecret(String name, String secret) throws SQLException {
        PreparedStatement insert = db.prepared("INSERT INTO secret (name, value) VALUES (?, ?)");
        insert.setString(1, name);
        insert.setString(2, secret);
        insert.executeUpdate();
    }

    private static Optional<String> one(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }
}
