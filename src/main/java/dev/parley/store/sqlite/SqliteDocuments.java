package dev.parley.store.sqlite;

import dev.parley.store.GroupedDocuments;
import dev.parley.store.WriteQueue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Documents beside the log, in SQLite. */
final class SqliteDocuments extends GroupedDocuments {
    private final SqliteReaders readers;

    SqliteDocuments(WriteQueue writing, SqliteReaders readers) {
        super(writing);
        this.readers = readers;
    }

    @Override
    public Future<JsonObject> document(Owner owner, String name) {
        return readers.read(
                found -> new JsonObject(found.documents.find(owner, name).orElse("{}")));
    }

    @Override
    protected Future<Optional<String>> readSecret(String name) {
        return readers.read(found -> found.documents.secret(name));
    }
}
