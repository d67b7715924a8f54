package dev.parley.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DocumentQueries;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.feed.ThreadFollower.Start;
import dev.parley.testing.Waiting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThreadFollowerTest extends OnFeedLab {
    private UUID ada;
    private final ThreadRecorder recorder = new ThreadRecorder();

    @BeforeEach
    void start() {
        ada = lab.person();
    }

    private ThreadFollower follow(Start start) {
        ThreadFollower follower = follower(start);
        Waiting.on(Loops.call(lab.loop, follower::begin));
        return follower;
    }

    private ThreadFollower follower(Start start) {
        return lab.onLoop(() -> {
            recorder.follower =
                    new ThreadFollower(lab.hub(), lab.feed.reader(), ada, lab.bot, FeedLab.GATEWAY, start, recorder);
            return recorder.follower;
        });
    }

    /** A session that is followed to its end. */
    private Session followed() {
        Session session = lab.session(ada);
        follow(Start.OLDEST);
        return session;
    }

    /** One that has ended; nothing is told from now on. */
    private Session over() {
        Session session = followed();
        lab.end(session);
        took("");
        lab.silent(true);
        return session;
    }

    /** The last words of a session, of which nothing is told. */
    private void endsUnheard(Session session, String text) {
        lab.silent(true);
        lab.say(session, text);
        lab.end(session);
    }

    private @Nullable Session newest() {
        return lab.onLoop(() -> Optional.ofNullable(recorder.follower.newest())).orElse(null);
    }

    private void took(String... texts) {
        Waiting.until("took " + List.of(texts) + " but " + recorder.texts, () -> recorder.texts.equals(List.of(texts)));
    }

    private void drain() {
        lab.onLoop(() -> {
            recorder.drain();
            return true;
        });
    }

    @Test
    void sessionsAreTakenInTheOrderTheyBeganAsIfTheyWereOneLog() {
        Session one = lab.session(ada);
        lab.say(one, "one");
        lab.end(one);
        Session two = lab.session(ada);
        lab.say(two, "two");

        follow(Start.OLDEST);
        took("one", "", "two");
        lab.say(two, "three");
        lab.end(two);
        lab.say(lab.session(ada), "four");

        took("one", "", "two", "three", "", "four");
        assertThat(recorder.entered).hasSize(3).startsWith(one.id(), two.id());
    }

    @Test
    void theNewestIsWhereOneMayBeginToo() {
        lab.say(lab.session(ada), "one");
        Session two = lab.session(ada);
        lab.say(two, "two");

        follow(Start.NEWEST);

        took("two");
        assertThat(newest()).extracting(Session::id).isEqualTo(two.id());
    }

    @Test
    void whoHasNoSessionYetIsFollowedFromTheFirstOn() {
        follow(Start.NEWEST);
        assertThat(newest()).isNull();
        assertThat(recorder.caughtUp).isEqualTo(1);

        Session first = lab.session(ada);
        lab.say(first, "one");

        took("one");
    }

    @Test
    void sessionsOfOthersAreNotTaken() {
        follow(Start.OLDEST);

        lab.say(lab.session(lab.person()), "of somebody else");
        lab.say(lab.session(ada, lab.otherBot()), "with another bot");
        lab.say(lab.session(ada, lab.bot, "elsewhere"), "on another gateway");
        lab.say(lab.session(ada), "hers");

        took("hers");
    }

    @Test
    void theNextSessionWaitsUntilTheConsumerIsReady() {
        Session one = lab.session(ada);
        lab.say(one, "one");
        follow(Start.OLDEST);
        took("one");
        recorder.full = true;
        lab.end(one);
        Session two = lab.session(ada);
        lab.say(two, "two");
        lab.settle();
        assertThat(recorder.texts).containsExactly("one");
        Waiting.until("the newest is known", () -> two.id().equals(newest().id()));

        drain();

        took("one", "", "two");
    }

    @Test
    void theLastWordsOfASessionAreTakenBeforeTheNextWhenTheirHintsAreLost() {
        endsUnheard(followed(), "one");
        lab.say(lab.session(ada), "two");
        Session three = lab.session(ada);
        lab.silent(false);
        lab.say(three, "three");

        took("one", "", "two", "three");
    }

    @Test
    void allHintsMayBeLostAndTheComparisonFindsWhatBegan() {
        endsUnheard(followed(), "one");
        lab.say(lab.session(ada), "two");
        lab.settle();
        assertThat(recorder.texts).isEmpty();

        // The first finds the end, the next what comes behind.
        lab.compare();
        took("one", "");
        lab.compare();

        took("one", "", "two");
    }

    @Test
    void aBeginningThatCannotBeReadIsTriedAgain() {
        lab.say(lab.session(ada), "one");
        lab.unreadable(true);
        assertThatThrownBy(() -> follow(Start.OLDEST)).hasMessage("unreadable");

        lab.unreadable(false);
        lab.compare();

        took("one");
    }

    @Test
    void whatItsOwnerHasWrittenIsTakenAheadOfTheHint() {
        Session one = followed();
        lab.silent(true);
        offer(one, lab.say(one, "one"));

        assertThat(recorder.texts).containsExactly("one");
    }

    private void offer(Session session, Event... events) {
        Session now = lab.grown(session).session();
        Waiting.on(Loops.call(lab.loop, () -> recorder.follower.offer(now, List.of(events))));
    }

    @Test
    void aSessionThatItsOwnerBeganIsEnteredAtOnceAlthoughNothingCanBeRead() {
        over();
        lab.unreadable(true);
        Session two = lab.session(ada);
        Event first = lab.say(two, "two");

        offer(two, first);

        assertThat(recorder.texts).containsExactly("", "two");
        assertThat(newest()).extracting(Session::id).isEqualTo(two.id());
    }

    @Test
    void aSessionThatItsOwnerBeganWaitsForWhatWasSaidBefore() {
        endsUnheard(followed(), "one");
        Session two = lab.session(ada);

        offer(two, lab.say(two, "two"));

        took("one", "", "two");
    }

    @Test
    void aListThatWasReadBeforeASessionBeganDoesNotTakeItForErased() {
        over();
        Future<Void> read = lab.hold();
        Future<Void> looked = lab.onLoop(() -> recorder.follower.look());
        Waiting.on(read);
        Session two = lab.session(ada);
        offer(two, lab.say(two, "two"));
        lab.release();
        Waiting.on(looked);

        lab.settle();
        assertThat(recorder.heard).isEmpty();
        assertThat(newest()).extracting(Session::id).isEqualTo(two.id());
    }

    @Test
    void whenTheCurrentSessionIsErasedItBeginsAnewWithWhatIsLeft() {
        Session one = lab.session(ada);
        lab.say(one, "one");
        lab.end(one);
        Session two = lab.session(ada);
        follow(Start.NEWEST);

        lab.erase(two);

        took("one", "");
        assertThat(recorder.heard).hasAtLeastOneElementOfType(Notification.Erased.class);
        assertThat(recorder.entered).containsExactly(two.id(), one.id());
    }

    @Test
    void anErasureThatWasNotToldIsFound() {
        lab.erase(over());

        lab.compare();

        Waiting.until("it is known", () -> !recorder.heard.isEmpty());
        assertThat(newest()).isNull();
    }

    @Test
    void thePersonsDocumentsAboutTheBotAreHeardOnce() {
        Session one = lab.session(ada);
        follow(Start.NEWEST);
        Notification own = document(new DocumentQueries.Owner.OfSession(one.id()), lab.bot);
        Notification hers = document(new DocumentQueries.Owner.OfPerson(ada, lab.bot), lab.bot);

        lab.fanout.publish(List.of(own, hers, document(new DocumentQueries.Owner.OfPerson(ada, ada), ada)));
        lab.settle();

        assertThat(recorder.heard).containsExactly(own, hers);
    }

    private Notification document(DocumentQueries.Owner owner, UUID bot) {
        return new Notification.DocumentChanged(
                owner, bot, ada, "notes", new DataPatch(new JsonObject(), Set.of()), UUID.randomUUID());
    }

    @Test
    void whoHasEndedTakesNothingMore() {
        Session one = followed();
        lab.onLoop(() -> {
            recorder.follower.end();
            recorder.follower.end();
            return true;
        });

        lab.say(one, "one");
        lab.say(lab.session(ada), "two");
        lab.compare();
        lab.settle();

        assertThat(recorder.texts).isEmpty();
    }
}
