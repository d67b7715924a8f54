package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.BotRecord;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DocumentQueries.Owner;
import dev.parley.conversation.Identity;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents beside the log: what is written last counts, and nothing stays of an owner who is erased. */
public abstract class DocumentsContract extends StoreContract {
    private static final String SECRET = "the-document-that-must-go";
    private static final String NOTES = "notes";

    @Test
    void whatWasNeverWrittenIsEmpty() {
        assertThat(get(store.documents().document(ofSession(session()), NOTES))).isEqualTo(new JsonObject());
        assertThat(get(store.documents().document(ofPerson(person("ada")), NOTES)))
                .isEqualTo(new JsonObject());
        assertThat(get(store.documents().document(ofSession(UUID.randomUUID()), NOTES)))
                .isEqualTo(new JsonObject());
    }

    @Test
    void membersAreSetAndRemovedAtTheTopLevelAndTheRestStays() {
        for (Owner owner : List.of(ofSession(session()), ofPerson(person("ada")))) {
            get(change(owner, new JsonObject("{\"a\":{\"x\":1},\"b\":[2],\"c\":null}")));

            Optional<JsonObject> changed = get(store.documents()
                    .change(
                            owner,
                            NOTES,
                            new DataPatch(new JsonObject("{\"a\":{\"y\":2}}"), Set.of("b", "never there")),
                            1_000,
                            UUID.randomUUID()));

            JsonObject expected = new JsonObject("{\"a\":{\"y\":2},\"c\":null}");
            assertThat(changed).contains(expected);
            reopen();
            assertThat(get(store.documents().document(owner, NOTES))).isEqualTo(expected);
        }
    }

    @Test
    void documentsOfOtherOwnersAndNamesAreOthers() {
        UUID ada = person("ada");
        List<Owner> owners = List.of(
                ofSession(session()),
                ofSession(session()),
                ofPerson(ada),
                ofPerson(person("bob")),
                new Owner.OfPerson(ada, UUID.randomUUID()));
        for (int i = 0; i < owners.size(); i++) {
            get(change(owners.get(i), new JsonObject().put("n", i)));
        }

        for (int i = 0; i < owners.size(); i++) {
            assertThat(get(store.documents().document(owners.get(i), NOTES))).isEqualTo(new JsonObject().put("n", i));
            assertThat(get(store.documents().document(owners.get(i), "other"))).isEqualTo(new JsonObject());
        }
    }

    @Test
    void nothingIsWrittenForAnUnknownOwner() {
        assertThat(get(change(ofSession(UUID.randomUUID()), new JsonObject().put("a", 1))))
                .isEmpty();
        assertThat(get(change(ofPerson(UUID.randomUUID()), new JsonObject().put("a", 1))))
                .isEmpty();
    }

    @Test
    void ofManyChangesAtOnceNoneIsLost() {
        Owner owner = ofPerson(person("ada"));
        List<Future<?>> changes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            changes.add(change(owner, new JsonObject().put("k" + i, i)));
        }
        get(Future.all(changes));

        assertThat(get(store.documents().document(owner, NOTES))).hasSize(50);
    }

    @Test
    void aDocumentMayBeAsLargeAsAllowedAndNotLarger() {
        Owner owner = ofSession(session());
        JsonObject fits = new JsonObject().put("a", "x".repeat(992));
        assertThat(fits.encode()).hasSize(1_000);
        get(change(owner, fits));

        assertThat(refusal(change(owner, new JsonObject().put("a", "x".repeat(993)))))
                .isEqualTo(Refusal.TOO_LONG);
        assertThat(refusal(change(owner, new JsonObject().put("b", "")))).isEqualTo(Refusal.TOO_LONG);

        assertThat(get(store.documents().document(owner, NOTES))).isEqualTo(fits);
    }

    @Test
    void whatCannotBeJsonIsRefusedAndHarmsNobody() {
        Owner owner = ofSession(session());

        assertThat(refusal(change(owner, new JsonObject().put("a", new Object()))))
                .isEqualTo(Refusal.UNAVAILABLE);
        assertThat(get(change(owner, new JsonObject().put("a", new JsonArray().add(1)))))
                .isPresent();
    }

    @Test
    void aChangeIsToldWithItsName() {
        UUID ada = person("ada");
        UUID session = UUID.randomUUID();
        get(open(bot, session, ada));
        Queue<Notification> notifications = new ConcurrentLinkedQueue<>();
        listen(notifications::addAll);
        DataPatch patch = new DataPatch(new JsonObject().put("a", 1), Set.of("b"));
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();

        get(store.documents().change(ofPerson(ada), NOTES, patch, 1_000, one));
        get(store.documents().change(ofSession(session), NOTES, patch, 1_000, two));
        get(change(ofPerson(UUID.randomUUID()), patch.set()));
        get(store.ready());

        assertThat(notifications)
                .containsExactly(
                        new Notification.DocumentChanged(ofPerson(ada), bot, ada, NOTES, patch, one),
                        new Notification.DocumentChanged(ofSession(session), bot, ada, NOTES, patch, two));
    }

    @Test
    void documentsGoWithTheirSession() {
        UUID session = session();
        get(change(ofSession(session), new JsonObject().put("a", SECRET)));

        get(store.erase(any(session)));

        assertThat(get(store.documents().document(ofSession(session), NOTES))).isEqualTo(new JsonObject());
        assertGone(session);
    }

    @Test
    void documentsGoWithTheirPersonAndAPersonsSessions() {
        UUID ada = person("ada");
        UUID session = UUID.randomUUID();
        get(open(bot, session, ada));
        get(change(ofPerson(ada), new JsonObject().put("a", SECRET)));
        get(change(new Owner.OfPerson(ada, UUID.randomUUID()), new JsonObject().put("a", SECRET)));
        get(change(ofSession(session), new JsonObject().put("a", SECRET)));

        get(store.people().erase(ada));

        assertThat(get(store.documents().document(ofPerson(ada), NOTES))).isEqualTo(new JsonObject());
        assertThat(get(change(ofPerson(ada), new JsonObject().put("a", "late"))))
                .isEmpty();
        assertGone(ada);
    }

    @Test
    void documentsGoWithTheirBotHoweverMany() {
        get(store.putBot(new BotRecord(bot, new JsonObject(), false, Instant.EPOCH)));
        UUID ada = person("ada");
        UUID session = UUID.randomUUID();
        get(open(bot, session, ada));
        get(change(ofSession(session), new JsonObject().put("a", SECRET)));
        get(Future.all(Stream.generate(UUID::randomUUID)
                .limit(2_500)
                .map(key -> store.people()
                        .obtain(new Identity("chatio", "1", key.toString()), null)
                        .compose(person -> change(ofPerson(person.id()), new JsonObject().put("a", SECRET))))
                .toList()));

        get(store.eraseBot(bot));

        assertThat(get(store.documents().document(ofPerson(ada), NOTES))).isEqualTo(new JsonObject());
        assertGone(bot);
        assertThat(get(store.people().person(ada))).isPresent();
    }

    @Test
    void aSecretIsMadeOnceAndStays() {
        String secret = get(store.documents().secret("one"));

        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThat(get(store.documents().secret("two"))).isNotEqualTo(secret);
        reopen();
        assertThat(get(store.documents().secret("one"))).isEqualTo(secret);
    }

    @Test
    void whoeverAsksForASecretAtTheSameMomentGetsTheSame() {
        List<Future<String>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(store.documents().secret("one"));
        }

        assertThat(asked.stream().map(StoreContract::get).distinct()).hasSize(1);
    }

    private void assertGone(UUID id) {
        reopen();
        assertThat(lab.mentions(id, SECRET)).isFalse();
    }

    private UUID person(String key) {
        return get(store.people().obtain(new Identity("chatio", "1", key), null))
                .id();
    }

    private Owner ofSession(UUID session) {
        return new Owner.OfSession(session);
    }

    private Owner ofPerson(UUID person) {
        return new Owner.OfPerson(person, bot);
    }

    private Future<Optional<JsonObject>> change(Owner owner, JsonObject set) {
        return store.documents().change(owner, NOTES, new DataPatch(set, Set.of()), 1_000, UUID.randomUUID());
    }
}
