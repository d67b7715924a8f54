package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryOutcome.Answered;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The engine's position: what is left to deliver, and how a delivery's outcome is committed. */
public abstract class SettleContract extends StoreContract {
    @Test
    void answersAndPositionAreCommittedTogether() {
        UUID id = session();
        get(say(id, "question"));
        DataPatch patch = new DataPatch(new JsonObject().put("asked", true), Set.of());

        Appended settled = get(settle(settlement(
                        id,
                        new DeliveryPosition.Next(0, 1),
                        patch,
                        NextStep.GO_ON,
                        answer("one", 1L, "k1"),
                        answer("two"))))
                .orElseThrow();

        assertThat(settled.events()).extracting(Event::seq).containsExactly(2L, 3L);
        assertThat(settled.events()).extracting(Event::cause).containsExactly(1L, null);
        assertThat(settled.session().data()).isEqualTo(new JsonObject().put("asked", true));
        reopen();
        assertThat(texts(log(id))).containsExactly("question", "one", "two");
        assertThat(read(id)).isEqualTo(settled.session());
        assertThat(read(id).enginePosition()).isEqualTo(3);
        assertThat(get(store.undelivered(Optional.empty(), 10))).isEmpty();
    }

    @Test
    void comesTooLateWithAnotherPositionOrEpoch() {
        UUID id = session();
        get(say(id, "a"));
        get(say(id, "b"));
        get(settle(settlement(id, 0, 1)));

        assertThat(get(settle(settlement(id, 0, 2, answer("late"))))).isEmpty();
        assertThat(get(settle(new DeliveryOutcome(
                        id,
                        1,
                        new DeliveryPosition.Next(1, 2),
                        new Answered(List.of(answer("x")), DataPatch.NONE, NextStep.GO_ON, Set.of()),
                        null,
                        List.of()))))
                .isEmpty();
        assertThat(get(settle(settlement(UUID.randomUUID(), 0, 1)))).isEmpty();

        assertThat(read(id).enginePosition()).isEqualTo(1);
        assertThat(texts(log(id))).containsExactly("a", "b");
        assertThat(get(settle(settlement(id, 1, 2, answer("in time"))))).isPresent();
    }

    @Test
    void twoOutcomesOfOneDeliveryInOneGroupCountOnce() {
        UUID id = session();
        get(say(id, "a"));
        var first = settle(settlement(id, 0, 1, answer("x")));
        var second = settle(settlement(id, 0, 1, answer("x")));

        assertThat(get(first)).isPresent();
        assertThat(get(second)).isEmpty();
        assertThat(texts(log(id))).containsExactly("a", "x");
    }

    @Test
    void erasedSessionHasNothingToSettle() {
        UUID id = session();
        get(say(id, "a"));
        get(store.erase(any(id)));

        assertThat(get(settle(settlement(id, 0, 1, answer("x"))))).isEmpty();
    }

    @Test
    void closedSessionMovesOnAndDropsTheAnswers() {
        UUID id = session();
        get(say(id, "a"));
        get(store.close(any(id), Author.PERSON));
        assertThat(undelivered()).containsExactly(id);

        Appended settled = get(settle(settlement(id, 0, 1, answer("x")))).orElseThrow();

        assertThat(settled.events()).isEmpty();
        assertThat(log(id)).hasSize(2);
        assertThat(undelivered()).isEmpty();
    }

    @Test
    void dataThatWouldBeTooMuchIsRefusedWithAllThatCameWithIt() {
        UUID id = session();
        get(say(id, "a"));
        int most = new JsonObject().put("k", "xxxxx").encode().length();

        Refusal refused = refusal(store.settle(withData(id, "k", "xxxxx"), most - 1));

        assertThat(refused).isEqualTo(Refusal.TOO_LONG);
        assertThat(texts(log(id))).containsExactly("a");
        assertThat(read(id).data()).isEqualTo(new JsonObject());
        assertThat(undelivered()).containsExactly(id);
        assertThat(get(store.settle(withData(id, "k", "xxxxx"), most))).isPresent();
        assertThat(read(id).data()).isEqualTo(new JsonObject().put("k", "xxxxx"));
    }

    private static DeliveryOutcome withData(UUID session, String key, String value) {
        return new DeliveryOutcome(
                session,
                0,
                new DeliveryPosition.Next(0, 1),
                new Answered(
                        List.of(answer("b")),
                        new DataPatch(new JsonObject().put(key, value), Set.of()),
                        NextStep.GO_ON,
                        Set.of("skill")),
                null,
                List.of());
    }

    @Test
    void outcomeMayCloseTheConversation() {
        UUID id = session();
        get(say(id, "bye"));

        Appended settled = get(settle(settlement(
                        id, new DeliveryPosition.Next(0, 1), DataPatch.NONE, NextStep.CLOSE, answer("farewell"))))
                .orElseThrow();

        assertThat(settled.session().open()).isFalse();
        assertThat(settled.events()).last().extracting(Event::body).isEqualTo(new Body.Closed());
        assertThat(texts(log(id))).containsExactly("bye", "farewell", "-");
    }

    @Test
    void answerSaidBeforeIsNotSaidAgain() {
        UUID id = session();
        get(say(id, "a"));
        get(append(any(id), answer("x", 1L, "k")));

        Appended settled = get(settle(settlement(id, 0, 1, answer("x", 1L, "k"), answer("y", 1L, "l"))))
                .orElseThrow();

        assertThat(texts(settled.events())).containsExactly("y");
        assertThat(texts(log(id))).containsExactly("a", "x", "y");
    }

    @Test
    void positionNeverPassesWhatThePersonSaidMeanwhile() {
        UUID id = session();
        get(say(id, "a"));
        get(say(id, "b"));

        Session session =
                get(settle(settlement(id, 0, 1, answer("x")))).orElseThrow().session();

        assertThat(session.enginePosition()).isEqualTo(1);
        assertThat(undelivered()).containsExactly(id);
        assertThat(get(settle(settlement(id, 1, 999))).orElseThrow().session().enginePosition())
                .isEqualTo(3);
    }

    @Test
    void positionNeverGoesBack() {
        UUID id = session();
        get(say(id, "a"));
        get(say(id, "b"));
        get(settle(settlement(id, 0, 1)));

        get(settle(settlement(id, 1, 0)));

        assertThat(read(id).enginePosition()).isEqualTo(1);
    }

    @Test
    void withNothingOfThePersonLeftTheEngineStandsAtTheEnd() {
        UUID id = session();
        assertThat(get(append(any(id), answer("hello"))).session().enginePosition())
                .isEqualTo(1);
        get(say(id, "a"));
        assertThat(get(append(any(id), answer("aside"))).session().enginePosition())
                .isEqualTo(1);

        get(settle(settlement(id, 1, 2)));

        assertThat(read(id).enginePosition()).isEqualTo(3);
    }

    @Test
    void dataMergedByThePersonIsToBeDeliveredButNotTheEnd() {
        UUID merged = session();
        UUID merger = session();
        UUID closed = session();
        get(merge(merged, new JsonObject().put("a", 1)));
        get(merge(any(merger), BOT, new DataPatch(new JsonObject().put("a", 1), Set.of()), 100));
        get(store.close(any(closed), Author.PERSON));

        assertThat(undelivered()).containsExactly(merged);
    }

    @Test
    void undeliveredSessionsComeInPagesById() {
        List<UUID> waiting = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            UUID id = session();
            get(say(id, "a"));
            waiting.add(id);
            session();
        }

        reopen();
        List<UUID> found = new ArrayList<>();
        Optional<UUID> after = Optional.empty();
        List<Session> page = get(store.undelivered(after, 3));
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            page.forEach(session -> found.add(session.id()));
            after = Optional.of(page.get(page.size() - 1).id());
            page = get(store.undelivered(after, 3));
        }

        assertThat(found).hasSize(7).containsExactlyInAnyOrderElementsOf(waiting);
    }

    @Test
    void closingDraftIsFromTheBot() {
        UUID id = session();
        get(say(id, "a"));
        get(settle(settlement(id, new DeliveryPosition.Next(0, 1), DataPatch.NONE, NextStep.CLOSE)));

        List<Event> log = log(id);
        assertThat(log.get(1).author().type()).isEqualTo(Author.Type.BOT);
        assertThat(refusal(append(any(id), Draft.of(BOT, new Body.Text("x"))))).isNotNull();
    }

    private List<UUID> undelivered() {
        return get(store.undelivered(Optional.empty(), 100)).stream()
                .map(Session::id)
                .toList();
    }
}
