package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Event;
import dev.parley.conversation.Identity;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.Notification;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Person;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.Said;
import dev.parley.conversation.Session;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Persons, how they are known, and that nothing stays of one who is erased. */
public abstract class PeopleContract extends StoreContract {
    private static final String SECRET = "the-person-who-must-go";
    private static final Identity ADA = new Identity("chip", "acme", "ada");

    @Test
    void aPersonIsMadeOnceAndFoundByEverythingItIsKnownBy() {
        Person ada = get(store.people().obtain(ADA, "Ada"));

        assertThat(ada.name()).isEqualTo("Ada");
        assertThat(ada.createdAt()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.MICROS));
        assertThat(get(store.people().obtain(ADA, "Another name"))).isEqualTo(ada);
        reopen();
        assertThat(get(store.people().find(ADA))).contains(ada);
        assertThat(get(store.people().person(ada.id()))).contains(ada);
    }

    @Test
    void anotherGatewayScopeOrKeyIsAnotherPerson() {
        List<Identity> identities = List.of(
                ADA,
                new Identity("gws", "acme", "ada"),
                new Identity("chip", "other", "ada"),
                new Identity("chip", "acme", "Ada"),
                new Identity("chip", "", ""));

        assertThat(identities.stream()
                        .map(identity ->
                                get(store.people().obtain(identity, null)).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whoIsMetByManyAtOnceIsMadeOnce() {
        List<Future<Person>> met = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            met.add(store.people().obtain(ADA, "Ada " + i));
        }

        assertThat(met.stream().map(person -> get(person).id()).distinct()).hasSize(1);
    }

    @Test
    void unknownPersonsAreNotFound() {
        UUID unknown = UUID.randomUUID();

        assertThat(get(store.people().find(ADA))).isEmpty();
        assertThat(get(store.people().person(unknown))).isEmpty();
        assertThat(get(store.people().rename(unknown, "x"))).isFalse();
        assertThat(get(store.sessionsOf(unknown, Optional.empty(), 10))).isEmpty();
        assertThat(get(store.people().erase(unknown))).isEmpty();
    }

    @Test
    void aNameIsGivenAndTakenAway() {
        UUID id = get(store.people().obtain(ADA, null)).id();

        assertThat(get(store.people().rename(id, "Ada"))).isTrue();
        assertThat(get(store.people().person(id))).map(Person::name).contains("Ada");
        assertThat(get(store.people().rename(id, null))).isTrue();
        reopen();
        assertThat(get(store.people().person(id)).orElseThrow().name()).isNull();
    }

    @Test
    void aPersonsSessionsComeInPagesById() {
        UUID ada = get(store.people().obtain(ADA, null)).id();
        List<UUID> hers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            UUID id = UUID.randomUUID();
            get(open(i < 4 ? bot : UUID.randomUUID(), id, ada));
            hers.add(id);
            session();
        }

        List<UUID> found = new ArrayList<>();
        List<Session> page = get(store.sessionsOf(ada, Optional.empty(), 3));
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            page.forEach(session -> found.add(session.id()));
            page = get(store.sessionsOf(ada, Optional.of(found.get(found.size() - 1)), 3));
        }

        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(hers);
    }

    @Test
    void aPersonIsKnownByWhatItWasMetUnder() {
        UUID ada = get(store.people().obtain(ADA, null)).id();

        assertThat(get(store.people().identities(ada))).containsExactly(ADA);
        assertThat(get(store.people().identities(UUID.randomUUID()))).isEmpty();
        get(store.people().erase(ada));
        assertThat(get(store.people().identities(ada))).isEmpty();
    }

    @Test
    void whatWasSaidWithAPersonComesFromAllSessionsNewestFirst() {
        UUID ada = get(store.people().obtain(ADA, null)).id();
        UUID one = get(open(bot, UUID.randomUUID(), ada)).session().id();
        UUID two =
                get(open(UUID.randomUUID(), UUID.randomUUID(), ada)).session().id();
        get(say(session(), "of somebody else"));
        List<Event> said = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            UUID session = i % 2 == 0 ? one : two;
            said.add(0, get(say(session, "t" + i)).event());
            get(merge(session, new JsonObject().put("n", i)));
            clock.move(Duration.ofMillis(1));
        }
        get(store.close(any(one), Author.PERSON));

        Instant fifth = said.get(4).at();
        assertThat(events(ada, Instant.parse("2100-01-01T00:00:00Z"), PageLimit.of(100)))
                .isEqualTo(said);
        assertThat(events(ada, fifth, PageLimit.of(100))).isEqualTo(said.subList(5, 10));
        assertThat(events(ada, fifth.plus(1, ChronoUnit.MICROS), PageLimit.of(3)))
                .isEqualTo(said.subList(4, 7));
        assertThat(events(ada, Instant.EPOCH, PageLimit.of(3))).isEmpty();
        assertThat(get(store.said(ada, fifth, PageLimit.of(1))).get(0).session())
                .isEqualTo(read(one));
        assertThat(events(UUID.randomUUID(), fifth, PageLimit.of(3))).isEmpty();
    }

    @Test
    void whatWasSaidWithAPersonIsBoundedInBytesToo() {
        UUID ada = get(store.people().obtain(ADA, null)).id();
        UUID one = get(open(bot, UUID.randomUUID(), ada)).session().id();
        UUID two = get(open(bot, UUID.randomUUID(), ada)).session().id();
        for (int i = 0; i < 12; i++) {
            get(say(i % 2 == 0 ? one : two, text(i)));
            clock.move(Duration.ofMillis(1));
        }

        Instant now = Instant.parse("2100-01-01T00:00:00Z");
        assertThat(texts(events(ada, now, new PageLimit(100, 5_100))))
                .containsExactly(text(11), text(10), text(9), text(8), text(7));
        assertThat(texts(events(ada, now, new PageLimit(100, 1)))).containsExactly(text(11));
        assertThat(texts(events(ada, now, new PageLimit(3, 1_000_000)))).containsExactly(text(11), text(10), text(9));
    }

    private static String text(int i) {
        return i + "x".repeat(999);
    }

    private List<Event> events(UUID person, Instant before, PageLimit limit) {
        return get(store.said(person, before, limit)).stream().map(Said::event).toList();
    }

    @Test
    void ofAnErasedPersonNothingStays() {
        Person ada = get(store.people().obtain(new Identity("chip", "acme", SECRET), SECRET));
        UUID bystander = session();
        get(say(bystander, "stays"));
        UUID otherBot = UUID.randomUUID();
        get(store.putBot(new BotRecord(otherBot, new JsonObject(), false, Instant.EPOCH)));
        List<UUID> hers = new ArrayList<>();
        List<UUID> images = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            UUID id = UUID.randomUUID();
            get(open(i % 2 == 0 ? bot : otherBot, id, ada.id()));
            get(say(id, SECRET));
            get(merge(id, new JsonObject().put(SECRET, SECRET)));
            UUID image = UUID.randomUUID();
            get(store.addImage(any(id), new ImageRecord(image, id, "image/png", 1, 1, 1, Instant.EPOCH)));
            hers.add(id);
            images.add(image);
        }
        fill(hers.get(0), 5_000);
        ConcurrentLinkedQueue<Notification> notifications = new ConcurrentLinkedQueue<>();
        listen(notifications::addAll);

        assertThat(get(store.people().erase(ada.id())).orElseThrow()).containsExactlyInAnyOrderElementsOf(images);

        get(store.ready());
        assertThat(notifications)
                .filteredOn(Notification.Erased.class::isInstance)
                .extracting(notification -> ((Notification.Erased) notification).session())
                .containsExactlyInAnyOrderElementsOf(hers);
        for (UUID id : hers) {
            assertThat(get(store.session(any(id)))).isEmpty();
            assertThat(refusal(say(id, "x"))).isEqualTo(Refusal.UNKNOWN_SESSION);
        }
        assertThat(get(store.people().person(ada.id()))).isEmpty();
        assertThat(get(store.people().erase(ada.id()))).isEmpty();
        assertThat(texts(log(bystander))).containsExactly("stays");
        reopen();
        assertThat(lab.mentions(ada.id(), SECRET)).isFalse();
        assertThat(get(store.people().obtain(new Identity("chip", "acme", SECRET), null))
                        .id())
                .isNotEqualTo(ada.id());
    }

    @Test
    void whoIsBeingErasedIsUnknownAtOnceAndOthersWriteOn() {
        Person ada = get(store.people().obtain(ADA, "Ada"));
        UUID hers = UUID.randomUUID();
        get(open(bot, hers, ada.id()));
        fill(hers, 30_000);
        UUID other = session();

        Future<Optional<List<UUID>>> erased = store.people().erase(ada.id());
        assertThat(refusal(say(hers, "late"))).isEqualTo(Refusal.UNKNOWN_SESSION);
        assertThat(get(store.people().find(ADA))).isEmpty();
        assertThat(get(store.people().erase(ada.id()))).isEmpty();
        saidDuring(erased, other);

        assertThat(get(erased)).isPresent();
    }

    @Test
    void anErasureGoesOnAfterTheStoreWasClosed() {
        Person ada = get(store.people().obtain(ADA, "Ada"));
        for (int i = 0; i < 3; i++) {
            UUID hers = UUID.randomUUID();
            get(open(bot, hers, ada.id()));
            fill(hers, 6_000);
        }
        Future<Optional<List<UUID>>> erased = store.people().erase(ada.id());
        get(store.people().rename(UUID.randomUUID(), "behind the first slice"));

        reopen();

        assertThat(erased.isComplete()).isTrue();
        assertThat(get(store.people().person(ada.id()))).isEmpty();
        Waiting.until("nothing is left", () -> !lab.mentions(ada.id(), "filled"));
    }

    private void fill(UUID session, int events) {
        List<Future<?>> appends = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            appends.add(say(session, "filled " + SECRET));
        }
        get(Future.all(appends));
    }
}
