package dev.parley.store.postgres;

import dev.parley.store.GroupedDocuments;
import dev.parley.store.WriteQueue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Documents beside the log, in PostgreSQL. */
final class PostgresDocuments extends GroupedDocuments {
    private static final String OF_SESSION = "SELECT d.document FROM session s JOIN bot b ON b.key = s.bot"
            + " JOIN session_document d ON d.session = s.key WHERE s.id = $1 AND b.id IS NOT NULL AND d.name = $2";
    private static final String OF_PERSON = "SELECT d.document FROM person p JOIN person_document d"
            + " ON d.person = p.key JOIN bot b ON b.key = d.bot"
            + " WHERE p.id = $1 AND NOT p.erased AND b.id = $2 AND d.name = $3";

    private final PostgresReaders readers;

    PostgresDocuments(WriteQueue writing, PostgresReaders readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<JsonObject> document(Owner owner, String name) {
        Future<List<String>> found = owner instanceof Owner.OfSession session
                ? readers.list(OF_SESSION, row -> row.getString(0), session.session(), name)
                : ofPerson((Owner.OfPerson) owner, name);
        return found.map(documents -> new JsonObject(documents.isEmpty() ? "{}" : documents.get(0)));
    }

    private Future<List<String>> ofPerson(Owner.OfPerson owner, String name) {
        return readers.list(OF_PERSON, row -> row.getString(0), owner.person(), owner.bot(), name);
    }

    @Override
    protected Future<Optional<String>> readSecret(String name) {
        return readers.list("SELECT value FROM secret WHERE name = $1", row -> row.getString(0), name)
                .map(found -> found.stream().findFirst());
    }
}
