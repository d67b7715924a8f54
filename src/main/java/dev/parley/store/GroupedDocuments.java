package dev.parley.store;

import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Documents;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.RefusedException;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** How all stores write documents beside the log. */
public abstract class GroupedDocuments implements Documents {
    private static final int SECRET_BYTES = 32;

    private final WriteQueue writing;
    private final Database database;
    private final SecureRandom random = new SecureRandom();

    protected GroupedDocuments(WriteQueue writing) {
        this.writing = writing;
        database = writing.database();
    }

    /** Reads a secret; empty when it was not made yet. */
    protected abstract Future<Optional<String>> readSecret(String name);

    @Override
    public final Future<Optional<JsonObject>> change(
            Owner owner, String name, DataPatch patch, int maxBytes, UUID change) {
        // What cannot be JSON never reaches the writer.
        Supplier<Write.Action<Optional<JsonObject>>> merge = () -> {
            patch.set().encode();
            return owner instanceof Owner.OfSession session
                    ? transaction -> change(transaction, session, name, patch, maxBytes, change)
                    : transaction -> change(transaction, (Owner.OfPerson) owner, name, patch, maxBytes, change);
        };
        return writing.encoded(
                needs -> {
                    if (owner instanceof Owner.OfSession session) {
                        needs.session(session.session());
                    }
                },
                merge);
    }

    private Optional<JsonObject> change(
            Transaction transaction, Owner.OfSession owner, String name, DataPatch patch, int maxBytes, UUID change)
            throws SQLException {
        SessionRow row = transaction.find(owner.session()).orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        MergedData merged = merged(database.documents().ofSession(row.key(), name), patch, maxBytes);
        database.documents().putOfSession(row.key(), name, merged.json());
        Session session = row.session();
        transaction.notification(
                new Notification.DocumentChanged(owner, session.bot(), session.person(), name, patch, change));
        return Optional.of(merged.data());
    }

    private Optional<JsonObject> change(
            Transaction transaction, Owner.OfPerson owner, String name, DataPatch patch, int maxBytes, UUID change)
            throws SQLException {
        long person = database.persons().key(owner.person());
        if (person == 0) {
            return Optional.empty();
        }
        MergedData merged = merged(database.documents().ofPerson(person, owner.bot(), name), patch, maxBytes);
        database.documents().putOfPerson(person, owner.bot(), name, merged.json());
        transaction.notification(
                new Notification.DocumentChanged(owner, owner.bot(), owner.person(), name, patch, change));
        return Optional.of(merged.data());
    }

    private static MergedData merged(Optional<String> before, DataPatch patch, int maxBytes) {
        MergedData merged = MergedData.of(new JsonObject(before.orElse("{}")), patch);
        if (merged.bytes() > maxBytes) {
            throw new RefusedException(
                    Refusal.TOO_LONG, "the document would take " + merged.bytes() + " of " + maxBytes + " bytes");
        }
        return merged;
    }

    @Override
    public final Future<String> secret(String name) {
        // Nearly always it is there, and reading costs no commit.
        return readSecret(name)
                .compose(known ->
                        known.map(Future::succeededFuture).orElseGet(() -> writing.write(transaction -> make(name))));
    }

    private String make(String name) throws SQLException {
        Optional<String> meanwhile = database.documents().secret(name);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.documents().putSecret(name, secret);
        return secret;
    }
}
