package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Author;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryOutcome.Answered;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Place;
import dev.parley.conversation.Undeliverable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was given up is listed until it is delivered after all. */
public abstract class UndeliverableContract extends StoreContract {
    @Test
    void whatIsGivenUpIsListedWithItsReason() {
        UUID id = session();
        Event event = get(say(id, "a")).event();
        clock.move(Duration.ofMinutes(15));

        assertThat(giveUp(id, 1, "the bot is down")).isPresent();

        assertThat(get(store.undelivered(Optional.empty(), 10))).isEmpty();
        reopen();
        assertThat(list())
                .containsExactly(new Undeliverable(
                        read(id), event, clock.instant().truncatedTo(ChronoUnit.MICROS), "the bot is down", false));
        assertThat(get(store.undeliverables().list(UUID.randomUUID(), Optional.empty(), 10)))
                .isEmpty();
    }

    @Test
    void whatIsGivenUpTooLateIsNotListed() {
        UUID id = session();
        get(say(id, "a"));
        get(settle(settlement(id, 0, 1)));

        assertThat(get(settle(givenUp(id, new DeliveryPosition.Next(0, 1), "late"))))
                .isEmpty();

        assertThat(list()).isEmpty();
    }

    @Test
    void theListComesInPagesBySessionAndSeq() {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UUID id = session();
            for (long seq = 1; seq <= 3; seq++) {
                get(say(id, "a"));
                giveUp(id, seq, "down");
                places.add(new Place(id, seq));
            }
        }
        get(store.replay(bot, places));

        assertThat(paged(after -> get(store.undeliverables().list(bot, after, 5))))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(places);
        assertThat(paged(after -> get(store.undeliverables().replaying(after, 5))))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(places);
        UUID one = places.get(0).session();
        assertThat(get(store.undeliverables().replaying(Optional.of(new Place(one, 0)), 3)))
                .extracting(each -> each.session().id(), each -> each.event().seq())
                .containsExactly(tuple(one, 1L), tuple(one, 2L), tuple(one, 3L));
    }

    @Test
    void theNewestOfASessionComeInTheOrderOfTheLog() {
        UUID id = session();
        UUID other = session();
        for (long seq = 1; seq <= 4; seq++) {
            get(say(id, "a"));
            get(say(other, "b"));
            giveUp(id, seq, "down");
        }
        giveUp(other, 2, "down");

        assertThat(get(store.undeliverables().ofSession(id, 3))).isEqualTo(log(id).subList(1, 4));
        assertThat(get(store.undeliverables().ofSession(id, 10))).isEqualTo(log(id));
        assertThat(get(store.undeliverables().ofSession(UUID.randomUUID(), 10))).isEmpty();
    }

    @Test
    void aReplayIsToldAndRemembered() {
        UUID id = session();
        get(say(id, "a"));
        get(say(id, "b"));
        giveUp(id, 1, "down");
        giveUp(id, 2, "down");
        ConcurrentLinkedQueue<Notification> notifications = new ConcurrentLinkedQueue<>();
        listen(notifications::addAll);

        List<Place> replayed = get(store.replay(bot, List.of(new Place(id, 1), new Place(id, 2))));

        assertThat(replayed).containsExactly(new Place(id, 1), new Place(id, 2));
        get(store.ready());
        assertThat(notifications).containsExactly(new Notification.Replay(id, bot));
        reopen();
        assertThat(get(store.undeliverables().replaying(Optional.empty(), 10)))
                .allMatch(Undeliverable::replaying)
                .hasSize(2);
        assertThat(get(store.replay(bot, List.of(new Place(id, 1))))).containsExactly(new Place(id, 1));
    }

    @Test
    void whatIsNotListedIsNotReplayed() {
        UUID id = session();
        get(say(id, "a"));
        giveUp(id, 1, "down");
        get(say(id, "b"));
        ConcurrentLinkedQueue<Notification> notifications = new ConcurrentLinkedQueue<>();
        listen(notifications::addAll);

        assertThat(get(store.replay(bot, List.of(new Place(id, 2), new Place(id, 9), new Place(UUID.randomUUID(), 1)))))
                .isEmpty();
        assertThat(get(store.replay(UUID.randomUUID(), List.of(new Place(id, 1)))))
                .isEmpty();

        get(store.ready());
        assertThat(notifications).isEmpty();
        assertThat(get(store.undeliverables().replaying(Optional.empty(), 10))).isEmpty();
    }

    @Test
    void whatIsDeliveredAfterAllIsListedNoMoreAndMovesNoPosition() {
        UUID id = session();
        get(say(id, "a"));
        giveUp(id, 1, "down");
        get(say(id, "b"));
        get(store.replay(bot, List.of(new Place(id, 1))));

        Appended settled = get(settle(settlement(
                        id, new DeliveryPosition.Replay(1), DataPatch.NONE, NextStep.GO_ON, answer("sorry", 1L, null))))
                .orElseThrow();

        assertThat(texts(settled.events())).containsExactly("sorry");
        assertThat(settled.session().enginePosition()).isEqualTo(1);
        reopen();
        assertThat(list()).isEmpty();
        assertThat(read(id)).isEqualTo(settled.session());
        assertThat(get(store.undelivered(Optional.empty(), 10))).hasSize(1);
    }

    @Test
    void aReplayThatIsGivenUpAgainIsListedWithTheNewReason() {
        UUID id = session();
        get(say(id, "a"));
        giveUp(id, 1, "down");
        get(store.replay(bot, List.of(new Place(id, 1))));
        clock.move(Duration.ofHours(1));

        assertThat(get(settle(givenUp(id, new DeliveryPosition.Replay(1), "refused"))))
                .isPresent();

        assertThat(list()).singleElement().satisfies(listed -> {
            assertThat(listed.reason()).isEqualTo("refused");
            assertThat(listed.since()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.MICROS));
            assertThat(listed.replaying()).isFalse();
        });
    }

    @Test
    void anOutcomeOfAReplayThatWasNotAskedForIsVoid() {
        UUID id = session();
        get(say(id, "a"));
        giveUp(id, 1, "down");

        assertThat(get(settle(settlement(
                        id, new DeliveryPosition.Replay(1), DataPatch.NONE, NextStep.GO_ON, answer("unasked")))))
                .isEmpty();
        get(store.replay(bot, List.of(new Place(id, 1))));
        assertThat(get(settle(settlement(
                        id, new DeliveryPosition.Replay(2), DataPatch.NONE, NextStep.GO_ON, answer("another")))))
                .isEmpty();
        assertThat(get(settle(settlement(
                        id, new DeliveryPosition.Replay(1), DataPatch.NONE, NextStep.GO_ON, answer("once")))))
                .isPresent();
        assertThat(get(settle(settlement(
                        id, new DeliveryPosition.Replay(1), DataPatch.NONE, NextStep.GO_ON, answer("twice")))))
                .isEmpty();

        assertThat(texts(log(id))).containsExactly("a", "once");
    }

    @Test
    void aReplayInAClosedSessionIsDealtWithAndDropsTheAnswers() {
        UUID id = session();
        get(say(id, "a"));
        giveUp(id, 1, "down");
        get(store.close(any(id), Author.PERSON));
        assertThat(get(store.replay(bot, List.of(new Place(id, 1))))).hasSize(1);

        Appended settled = get(settle(settlement(
                        id, new DeliveryPosition.Replay(1), DataPatch.NONE, NextStep.GO_ON, answer("too late"))))
                .orElseThrow();

        assertThat(settled.events()).isEmpty();
        assertThat(list()).isEmpty();
    }

    @Test
    void whatIsErasedIsListedNoMore() {
        UUID id = session();
        UUID ofOther = session(UUID.randomUUID());
        for (UUID each : List.of(id, ofOther)) {
            get(say(each, "a"));
            giveUp(each, 1, "the-reason-that-must-go");
        }
        get(store.erase(any(id)));
        assertThat(list()).isEmpty();

        get(store.eraseBot(get(store.session(any(ofOther))).orElseThrow().bot()));

        reopen();
        assertThat(lab.mentions(id, "the-reason-that-must-go")).isFalse();
    }

    private List<Undeliverable> list() {
        return get(store.undeliverables().list(bot, Optional.empty(), 100));
    }

    private static DeliveryOutcome givenUp(UUID session, DeliveryPosition dealt, @Nullable String reason) {
        return new DeliveryOutcome(
                session,
                0,
                dealt,
                new Answered(List.<Draft>of(), DataPatch.NONE, NextStep.GO_ON, Set.of()),
                reason,
                List.of());
    }

    private interface Pages {
        List<Undeliverable> after(Optional<Place> place);
    }

    private static List<Place> paged(Pages pages) {
        List<Place> all = new ArrayList<>();
        Optional<Place> after = Optional.empty();
        List<Undeliverable> page = pages.after(after);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(5);
            page.forEach(
                    each -> all.add(new Place(each.session().id(), each.event().seq())));
            after = Optional.of(all.get(all.size() - 1));
            page = pages.after(after);
        }
        return all;
    }
}
