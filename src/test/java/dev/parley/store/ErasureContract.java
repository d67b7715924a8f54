package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Draft;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Erasing leaves nothing and holds nobody up. */
public abstract class ErasureContract extends StoreContract {
    private static final String SECRET = "the-secret-that-must-go";

    @Test
    void erasedSessionLeavesNothing() {
        UUID id = session();
        UUID other = session();
        UUID image = furnish(id);
        get(say(other, "stays"));
        assertThat(lab.mentions(id, SECRET)).isTrue();

        assertThat(get(store.erase(any(id)))).contains(List.of(image));

        assertGone(id, image);
        assertThat(texts(log(other))).containsExactly("stays");
        assertThat(get(store.erase(any(id)))).isEmpty();
        reopen();
        assertGone(id, image);
        assertThat(lab.mentions(id, SECRET)).isFalse();
        assertThat(lab.mentions(image, SECRET)).isFalse();
    }

    @Test
    void erasedIdMayBeUsedAgain() {
        UUID id = session();
        get(say(id, "old"));
        get(store.erase(any(id)));

        get(open(bot, id, null));
        get(say(id, "new"));

        assertThat(texts(log(id))).containsExactly("new");
        reopen();
        assertThat(texts(log(id))).containsExactly("new");
    }

    @Test
    void appendsOfOneGroupStopAtTheErasure() {
        UUID id = session();
        Future<Appended> before = say(id, SECRET);
        Future<Optional<List<UUID>>> erased = store.erase(any(id));
        Future<Appended> after = say(id, "too late");

        assertThat(get(before).event().seq()).isEqualTo(1);
        assertThat(get(erased)).contains(List.of());
        assertThat(refusal(after)).isEqualTo(Refusal.UNKNOWN_SESSION);
        reopen();
        assertThat(lab.mentions(id, SECRET)).isFalse();
    }

    @Test
    void hugeSessionLetsOthersThrough() {
        UUID id = session();
        UUID other = session();
        fill(id, 30_000);

        Future<Optional<List<UUID>>> erased = store.erase(any(id));
        assertThat(refusal(say(id, "at once unknown"))).isEqualTo(Refusal.UNKNOWN_SESSION);
        int through = saidDuring(erased, other);

        assertThat(get(erased)).isPresent();
        reopen();
        assertThat(lab.mentions(id, SECRET)).isFalse();
        assertThat(log(other)).hasSize(through);
    }

    @Test
    void erasedBotTakesAllItHad() {
        get(store.putBot(new BotRecord(bot, new JsonObject().put("name", SECRET), false, Instant.EPOCH)));
        List<UUID> mine = new ArrayList<>();
        List<UUID> images = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            UUID id = session();
            mine.add(id);
            images.add(furnish(id));
        }
        fill(mine.get(0), 5_000);
        UUID other = session(UUID.randomUUID());
        ConcurrentLinkedQueue<Notification> notifications = new ConcurrentLinkedQueue<>();
        listen(notifications::addAll);

        Future<List<UUID>> erased = store.eraseBot(bot);
        Future<Appended> late = say(mine.get(49), "late");

        assertThat(refusal(late)).isEqualTo(Refusal.UNKNOWN_SESSION);
        assertThat(get(erased)).containsExactlyInAnyOrderElementsOf(images);
        assertThat(get(store.bots())).isEmpty();
        assertThat(get(store.sessions(bot, Optional.empty(), 10))).isEmpty();
        assertThat(get(store.undelivered(Optional.empty(), 10))).isEmpty();
        for (int i = 0; i < 50; i++) {
            assertGone(mine.get(i), images.get(i));
        }
        get(store.ready());
        assertThat(notifications)
                .containsExactlyInAnyOrderElementsOf(mine.stream()
                        .map(id -> new Notification.Erased(id, bot))
                        .toList());
        assertThat(get(say(other, "stays")).event().seq()).isEqualTo(1);
        reopen();
        assertThat(lab.mentions(bot, SECRET)).isFalse();
        assertThat(get(store.eraseBot(bot))).isEmpty();
    }

    @Test
    void sessionsOpenedAfterABotsErasureLive() {
        UUID old = session();
        fill(old, 5_000);
        Future<List<UUID>> erased = store.eraseBot(bot);
        UUID young = session();
        get(say(young, "new"));

        get(erased);

        assertThat(get(store.session(any(old)))).isEmpty();
        assertThat(get(store.sessions(bot, Optional.empty(), 10)))
                .extracting(Session::id)
                .containsExactly(young);
        reopen();
        assertThat(texts(log(young))).containsExactly("new");
    }

    @Test
    void botWithoutARecordIsErasedWithItsSessions() {
        UUID id = session();
        UUID image = furnish(id);

        assertThat(get(store.eraseBot(bot))).containsExactly(image);
        assertGone(id, image);
        assertThat(get(store.eraseBot(UUID.randomUUID()))).isEmpty();
    }

    private UUID furnish(UUID session) {
        UUID image = UUID.randomUUID();
        get(say(session, SECRET));
        get(append(any(session), Draft.of(Author.PERSON, new Body.Text("x"), null, SECRET)));
        get(merge(session, new JsonObject().put(SECRET, SECRET)));
        get(store.addImage(any(session), new ImageRecord(image, session, "image/png", 1, 1, 1, Instant.EPOCH)));
        return image;
    }

    private void fill(UUID session, int events) {
        List<Future<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            appends.add(say(session, SECRET + i));
        }
        get(Future.all(appends));
    }

    private void assertGone(UUID session, UUID image) {
        assertThat(get(store.session(any(session)))).isEmpty();
        assertThat(get(store.after(session, 0, 10))).isEmpty();
        assertThat(get(store.before(session, 10, 10))).isEmpty();
        assertThat(get(store.tips(List.of(session)))).isEmpty();
        assertThat(get(store.image(image))).isEmpty();
        assertThat(get(store.unknownImages(List.of(image)))).containsExactly(image);
        assertThat(refusal(say(session, "x"))).isEqualTo(Refusal.UNKNOWN_SESSION);
    }
}
