package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DeliveryOutcome;
import dev.parley.conversation.DeliveryOutcome.Answered;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.NextStep;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Place;
import dev.parley.conversation.Refusal;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Who attends to a session: taking it over, handing it off and giving it back. */
public abstract class AssigneeContract extends StoreContract {
    private static final Author ANN = new Author(Author.Type.AGENT, "Ann");
    private static final Author BEN = new Author(Author.Type.AGENT, "Ben");

    @Test
    void takingOverLetsTheAgentJoinAndEndsWhatWaits() {
        UUID id = session();
        get(say(id, "a"));
        get(say(id, "b"));
        ConcurrentLinkedQueue<Notification> notifications = new ConcurrentLinkedQueue<>();
        listen(notifications::addAll);

        Appended taken = get(store.takeOver(any(id), ANN));

        assertThat(taken.duplicate()).isFalse();
        assertThat(taken.event().author()).isEqualTo(ANN);
        assertThat(taken.event().body()).isEqualTo(new Body.Joined());
        Session session = taken.session();
        assertThat(session.assignee()).isEqualTo(Assignee.agent("Ann"));
        assertThat(session.engineEpoch()).isEqualTo(1);
        assertThat(session.enginePosition()).isEqualTo(3);
        assertThat(undelivered()).isEmpty();
        get(store.ready());
        assertThat(notifications).containsExactly(new Notification.LogAppended(session, taken.events()));
        reopen();
        assertThat(read(id)).isEqualTo(session);
        assertThat(undelivered()).isEmpty();
    }

    @Test
    void whatThePersonDoesWhileAnAgentHasTheSessionCountsAsDelivered() {
        UUID id = session();
        get(store.takeOver(any(id), ANN));

        get(say(id, "to Ann"));
        get(append(any(id), Draft.of(ANN, new Body.Text("yes?"))));
        get(say(id, "well"));

        assertThat(read(id).enginePosition()).isEqualTo(4);
        assertThat(undelivered()).isEmpty();
        reopen();
        assertThat(read(id).enginePosition()).isEqualTo(4);
        assertThat(undelivered()).isEmpty();
    }

    @Test
    void theBotsOwnSideMayWriteOnlyWhileTheEngineAttends() {
        UUID id = session();
        SessionRef own = any(id).whileEngineAttends();
        Draft early = Draft.of(new Author(Author.Type.BOT, "Ada"), new Body.Text("early"), null, "b1");
        Draft late = Draft.of(new Author(Author.Type.BOT, "Ada"), new Body.Text("late"), null, "b2");
        Appended said = get(append(own, early));
        get(store.takeOver(any(id), ANN));
        Session taken = read(id);

        assertThat(refusal(append(own, late))).isEqualTo(Refusal.TAKEN_OVER);

        assertThat(read(id)).isEqualTo(taken);
        Appended repeated = get(append(own, early));
        assertThat(repeated.duplicate()).isTrue();
        assertThat(repeated.event()).isEqualTo(said.event());
        get(append(any(id), Draft.of(ANN, new Body.Text("yes?"))));
        get(store.handBack(any(id)));
        assertThat(get(append(own, late)).duplicate()).isFalse();
    }

    @Test
    void theBotsOwnSideMayNotWriteAfterAHandOff() {
        UUID id = session();
        get(say(id, "a"));
        get(settle(settlement(id, new DeliveryPosition.Next(0, 1), DataPatch.NONE, NextStep.HAND_OFF)));

        assertThat(refusal(append(any(id).whileEngineAttends(), Draft.of(ANN, new Body.Text("x")))))
                .isEqualTo(Refusal.TAKEN_OVER);
    }

    @Test
    void theSameAgentAgainChangesNothingAndAnotherIsRefused() {
        UUID id = session();
        Session taken = get(store.takeOver(any(id), ANN)).session();

        Appended again = get(store.takeOver(any(id), ANN));

        assertThat(again).isEqualTo(new Appended(taken, List.of(), true));
        assertThat(refusal(store.takeOver(any(id), BEN))).isEqualTo(Refusal.TAKEN_OVER);
        assertThat(read(id)).isEqualTo(taken);
        assertThat(log(id)).hasSize(1);
    }

    @Test
    void takingOverAndGivingBackAreRefusedWhereThereIsNothingToHave() {
        UUID closed = session();
        UUID taken = session();
        get(store.close(any(closed), Author.PERSON));
        get(store.takeOver(any(taken), ANN));
        get(store.close(any(taken), ANN));

        assertThat(refusal(store.takeOver(any(UUID.randomUUID()), ANN))).isEqualTo(Refusal.UNKNOWN_SESSION);
        assertThat(refusal(store.handBack(any(UUID.randomUUID())))).isEqualTo(Refusal.UNKNOWN_SESSION);
        SessionRef otherBots = new SessionRef(taken, UUID.randomUUID(), null);
        assertThat(refusal(store.handBack(otherBots))).isEqualTo(Refusal.UNKNOWN_SESSION);
        assertThat(refusal(store.takeOver(any(closed), ANN))).isEqualTo(Refusal.SESSION_CLOSED);
        assertThat(refusal(store.handBack(any(closed)))).isEqualTo(Refusal.SESSION_CLOSED);
        assertThat(refusal(store.takeOver(any(taken), ANN))).isEqualTo(Refusal.SESSION_CLOSED);
        assertThat(refusal(store.handBack(any(taken)))).isEqualTo(Refusal.SESSION_CLOSED);
    }

    @Test
    void onlyANamedAgentTakesOver() {
        UUID id = session();

        assertThatThrownBy(() -> store.takeOver(any(id), BOT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.takeOver(any(id), new Author(Author.Type.AGENT, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(read(id).assignee()).isEqualTo(Assignee.ENGINE);
    }

    @Test
    void givenBackTheEngineBeginsAtTheLogsEnd() {
        UUID id = session();
        get(say(id, "a"));
        get(store.takeOver(any(id), ANN));
        get(say(id, "to Ann"));

        Appended back = get(store.handBack(any(id)));

        assertThat(back.event().author()).isEqualTo(ANN);
        assertThat(back.event().body()).isEqualTo(new Body.Left());
        assertThat(back.session().assignee()).isEqualTo(Assignee.ENGINE);
        assertThat(back.session().engineEpoch()).isEqualTo(2);
        assertThat(back.session().enginePosition()).isEqualTo(4);
        assertThat(undelivered()).isEmpty();
        get(say(id, "to the engine"));
        reopen();
        assertThat(undelivered()).containsExactly(id);
        assertThat(read(id).enginePosition()).isEqualTo(4);
    }

    @Test
    void givingBackWhatTheEngineHasChangesNothing() {
        UUID id = session();
        get(say(id, "a"));
        Session before = read(id);

        assertThat(get(store.handBack(any(id)))).isEqualTo(new Appended(before, List.of(), true));

        assertThat(read(id)).isEqualTo(before);
        assertThat(undelivered()).containsExactly(id);
    }

    @Test
    void anAnswerOfAnOlderEpochIsDropped() {
        UUID id = session();
        get(say(id, "a"));
        get(store.takeOver(any(id), ANN));
        assertThat(get(settle(settlement(id, 0, 1, answer("late"))))).isEmpty();
        assertThat(get(settle(settlement(id, 2, 2, answer("late"))))).isEmpty();
        get(store.handBack(any(id)));
        get(say(id, "b"));
        assertThat(get(settle(settlement(id, 3, 4, answer("still late"))))).isEmpty();

        assertThat(get(settle(inEpoch(2, id, new DeliveryPosition.Next(3, 4), NextStep.GO_ON, answer("in time")))))
                .isPresent();

        assertThat(texts(log(id))).containsExactly("a", "-", "-", "b", "in time");
    }

    @Test
    void anEngineThatHandsOffSaysSoAndLeavesTheSessionToNobody() {
        UUID id = session();
        get(say(id, "a human, please"));
        get(say(id, "now"));

        Appended settled = get(settle(settlement(
                        id, new DeliveryPosition.Next(0, 1), DataPatch.NONE, NextStep.HAND_OFF, answer("One moment"))))
                .orElseThrow();

        assertThat(settled.events()).extracting(Event::body).last().isEqualTo(new Body.HandedOff());
        assertThat(settled.events()).extracting(Event::author).containsOnly(BOT);
        assertThat(settled.session().assignee()).isEqualTo(Assignee.NOBODY);
        assertThat(settled.session().engineEpoch()).isEqualTo(1);
        assertThat(settled.session().enginePosition()).isEqualTo(4);
        assertThat(undelivered()).isEmpty();
        get(say(id, "anybody?"));
        reopen();
        assertThat(undelivered()).isEmpty();
        assertThat(read(id).assignee()).isEqualTo(Assignee.NOBODY);
        assertThat(log(id)).extracting(Event::body).contains(new Body.HandedOff());
    }

    @Test
    void aSilentEngineHandsOffAsANamelessBot() {
        UUID id = session();
        get(say(id, "a"));

        get(settle(settlement(id, new DeliveryPosition.Next(0, 1), DataPatch.NONE, NextStep.HAND_OFF)));

        assertThat(log(id).get(1).author()).isEqualTo(new Author(Author.Type.BOT, null));
    }

    @Test
    void fromNobodyAnAgentTakesOverAndTheEngineGetsItBackWithoutAWord() {
        UUID taken = handedOff();
        UUID back = handedOff();
        ConcurrentLinkedQueue<Notification> notifications = new ConcurrentLinkedQueue<>();
        listen(notifications::addAll);

        assertThat(get(store.takeOver(any(taken), ANN)).session().assignee()).isEqualTo(Assignee.agent("Ann"));
        Appended handedBack = get(store.handBack(any(back)));

        assertThat(handedBack.duplicate()).isFalse();
        assertThat(handedBack.events()).isEmpty();
        assertThat(handedBack.session().assignee()).isEqualTo(Assignee.ENGINE);
        assertThat(handedBack.session().engineEpoch()).isEqualTo(2);
        get(store.ready());
        assertThat(notifications).contains(new Notification.LogAppended(handedBack.session(), List.of()));
        reopen();
        assertThat(read(back)).isEqualTo(handedBack.session());
    }

    @Test
    void aClosedSessionIsNotHandedOff() {
        UUID id = session();
        get(say(id, "a"));
        get(store.close(any(id), Author.PERSON));

        get(settle(settlement(id, new DeliveryPosition.Next(0, 1), DataPatch.NONE, NextStep.HAND_OFF)));

        assertThat(read(id).assignee()).isEqualTo(Assignee.ENGINE);
        assertThat(log(id)).hasSize(2);
    }

    @Test
    void takingOverAndHandingOffEndReplaysButNotTheListing() {
        UUID taken = session();
        UUID handed = session();
        for (UUID id : List.of(taken, handed)) {
            get(say(id, "a"));
            giveUp(id, 1, "down");
        }
        get(store.replay(bot, List.of(new Place(taken, 1), new Place(handed, 1))));
        assertThat(get(store.undeliverables().replaying(Optional.empty(), 10))).hasSize(2);

        get(store.takeOver(any(taken), ANN));
        get(say(handed, "b"));
        get(settle(settlement(handed, new DeliveryPosition.Next(1, 2), DataPatch.NONE, NextStep.HAND_OFF)));

        assertThat(get(store.undeliverables().replaying(Optional.empty(), 10))).isEmpty();
        assertThat(get(store.undeliverables().list(bot, Optional.empty(), 10))).hasSize(2);
        assertThat(get(store.replay(bot, List.of(new Place(taken, 1), new Place(handed, 1)))))
                .isEmpty();
    }

    private UUID handedOff() {
        UUID id = session();
        get(say(id, "a"));
        get(settle(settlement(id, new DeliveryPosition.Next(0, 1), DataPatch.NONE, NextStep.HAND_OFF)));
        return id;
    }

    private static DeliveryOutcome inEpoch(
            long epoch, UUID session, DeliveryPosition dealt, NextStep then, Draft... answers) {
        return new DeliveryOutcome(
                session, epoch, dealt, new Answered(List.of(answers), DataPatch.NONE, then, Set.of()), null, List.of());
    }

    private List<UUID> undelivered() {
        return get(store.undelivered(Optional.empty(), 100)).stream()
                .map(Session::id)
                .toList();
    }
}
