package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.BotRecord;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.ImageRecord;
import dev.parley.conversation.Page;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pages of history, tips, lists of sessions, images and bots. */
public abstract class ReadingContract extends StoreContract {
    private static final Instant MADE = Instant.parse("2026-11-20T09:00:00.000001Z");

    @Test
    void historyComesInAscendingPages() {
        UUID id = session();
        for (int i = 1; i <= 10; i++) {
            get(say(id, "t" + i));
        }

        assertThat(texts(get(store.after(id, 0, 3)))).containsExactly("t1", "t2", "t3");
        assertThat(texts(get(store.after(id, 8, 3)))).containsExactly("t9", "t10");
        assertThat(get(store.after(id, 10, 3))).isEmpty();
        assertThat(texts(get(store.before(id, Long.MAX_VALUE, 3)))).containsExactly("t8", "t9", "t10");
        assertThat(texts(get(store.before(id, 3, 5)))).containsExactly("t1", "t2");
        assertThat(get(store.before(id, 1, 5))).isEmpty();
        assertThat(get(store.after(id, 0, 0))).isEmpty();
        assertThat(get(store.before(id, 5, -1))).isEmpty();
    }

    @Test
    void anEventOfAKindThatANewerServerWroteKeepsItsPlaceAndStopsNobody() {
        UUID id = session();
        get(say(id, "a"));
        get(append(any(id), Draft.of(Author.PERSON, new Body.Text("b"), null, "newer")));
        get(say(id, "c"));
        lab.change("UPDATE event SET kind = 'reaction', text = NULL, detail = '[1]' WHERE seq = 2");
        reopen();

        Page page = get(store.readAfter(id, 0, PageLimit.DEFAULT));
        Event unknown = page.events().get(1);

        assertThat(page.events()).extracting(Event::seq).containsExactly(1L, 2L, 3L);
        assertThat(unknown.body()).isEqualTo(new Body.Unknown("reaction"));
        assertThat(unknown.isKnown()).isFalse();
        assertThat(unknown.isForEngine()).isFalse();
        assertThat(unknown.note()).isNull();
        assertThat(get(store.readBefore(id, 4, PageLimit.DEFAULT))).isEqualTo(page);
        assertThat(get(append(any(id), Draft.of(Author.PERSON, new Body.Text("b"), null, "newer")))
                        .duplicate())
                .isTrue();
        assertThat(get(say(id, "d")).event().seq()).isEqualTo(4);
        assertThat(get(settle(settlement(id, 0, 4, answer("e"))))).isPresent();
        assertThat(get(store.undelivered(Optional.empty(), 10))).isEmpty();
        assertThat(get(store.erase(any(id)))).isPresent();
    }

    @Test
    void unknownSessionsReadAsEmpty() {
        UUID unknown = UUID.randomUUID();

        assertThat(get(store.session(any(unknown)))).isEmpty();
        assertThat(get(store.after(unknown, 0, 10))).isEmpty();
        assertThat(get(store.before(unknown, 10, 10))).isEmpty();
        assertThat(get(store.image(unknown))).isEmpty();
        assertThat(get(store.sessions(unknown, Optional.empty(), 10))).isEmpty();
        assertThat(get(store.tips(List.of(unknown)))).isEmpty();
    }

    @Test
    void sessionsAreThoseOfTheirBotAndGateway() {
        UUID id = session();
        reopen();

        assertThat(get(store.session(new SessionRef(id, bot, "phoenix")))).isPresent();
        assertThat(get(store.session(new SessionRef(id, UUID.randomUUID(), null))))
                .isEmpty();
        assertThat(get(store.session(new SessionRef(id, null, "chip")))).isEmpty();
    }

    @Test
    void tipsAreTheLastSeqs() {
        Map<UUID, Long> expected = new HashMap<>();
        for (int i = 0; i < 1_200; i++) {
            expected.put(session(), 0L);
        }
        UUID spoken = expected.keySet().iterator().next();
        get(say(spoken, "a"));
        expected.put(spoken, 1L);
        List<UUID> asked = new ArrayList<>(expected.keySet());
        asked.add(UUID.randomUUID());

        assertThat(get(store.tips(asked))).isEqualTo(expected);
        reopen();
        assertThat(get(store.tips(asked))).isEqualTo(expected);
        assertThat(get(store.tips(List.of()))).isEmpty();
    }

    @Test
    void sessionsOfABotComeInPages() {
        List<UUID> mine = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            mine.add(session());
            session(UUID.randomUUID());
        }

        List<Session> first = get(store.sessions(bot, Optional.empty(), 3));
        List<Session> rest = get(store.sessions(bot, Optional.of(first.get(2).id()), 3));

        assertThat(first).hasSize(3);
        assertThat(rest).hasSize(2);
        List<UUID> found = new ArrayList<>();
        first.forEach(session -> found.add(session.id()));
        rest.forEach(session -> found.add(session.id()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(mine);
    }

    @Test
    void imagesBelongToTheirSession() {
        UUID id = session();
        ImageRecord known = new ImageRecord(UUID.randomUUID(), id, "image/png", 1L << 33, 640, 480, MADE);
        ImageRecord unreadable = new ImageRecord(UUID.randomUUID(), id, "image/webp", 1, null, null, MADE);

        get(store.addImage(any(id), known));
        get(store.addImage(any(id), unreadable));

        assertThat(get(store.image(known.id()))).contains(known);
        assertThat(get(store.image(unreadable.id()))).contains(unreadable);
        UUID orphan = UUID.randomUUID();
        assertThat(get(store.unknownImages(List.of(known.id(), orphan, unreadable.id()))))
                .containsExactly(orphan);
    }

    @Test
    void unknownImagesAreFoundAmongMany() {
        UUID id = session();
        List<UUID> files = new ArrayList<>();
        List<UUID> orphans = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            UUID image = UUID.randomUUID();
            files.add(image);
            if (i % 2 == 0) {
                orphans.add(image);
            } else {
                get(store.addImage(any(id), new ImageRecord(image, id, "image/gif", 1, 1, 1, MADE)));
            }
        }

        assertThat(get(store.unknownImages(files))).isEqualTo(orphans);
    }

    @Test
    void imagesWantAnOpenKnownSession() {
        UUID id = session();
        ImageRecord image = new ImageRecord(UUID.randomUUID(), id, "image/png", 1, 1, 1, MADE);

        assertThat(refusal(store.addImage(new SessionRef(id, UUID.randomUUID(), null), image)))
                .isEqualTo(Refusal.UNKNOWN_SESSION);
        get(store.close(any(id), BOT));
        assertThat(refusal(store.addImage(any(id), image))).isEqualTo(Refusal.SESSION_CLOSED);
        assertThat(get(store.image(image.id()))).isEmpty();
    }

    @Test
    void botsComeOldestFirstAndAreReplaced() {
        BotRecord young = new BotRecord(UUID.randomUUID(), new JsonObject().put("name", "young"), true, MADE);
        BotRecord old =
                new BotRecord(UUID.randomUUID(), new JsonObject().put("name", "old"), false, MADE.minusSeconds(1));
        get(store.putBot(young));
        get(store.putBot(old));
        BotRecord changed = new BotRecord(young.id(), new JsonObject().put("name", "changed"), false, MADE);
        session(UUID.randomUUID());

        get(store.putBot(changed));

        reopen();
        assertThat(get(store.bots())).containsExactly(old, changed);
    }

    @Test
    void appendedEventsAreReadBackAtOnce() {
        UUID id = session();
        for (int i = 0; i < 50; i++) {
            Event event = get(say(id, "t" + i)).event();

            assertThat(get(store.after(id, i, 10))).containsExactly(event);
            assertThat(read(id).lastSeq()).isEqualTo(i + 1);
        }
    }
}
