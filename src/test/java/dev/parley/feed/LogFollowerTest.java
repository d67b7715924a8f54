package dev.parley.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.testing.Waiting;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogFollowerTest extends OnFeedLab {
    private final Recorder recorder = new Recorder();

    private LogFollower follow(Session session, long from) {
        long lastSeq = lab.lastSeq(session);
        return lab.onLoop(() -> {
            LogFollower follower = new LogFollower(lab.hub(), lab.feed.reader(), session.id(), recorder);
            follower.begin(from, lastSeq);
            return follower;
        });
    }

    private void took(long... seqs) {
        Waiting.until(
                "took " + LongStream.of(seqs).boxed().toList() + " but " + recorder.seqs,
                () -> recorder.seqs.equals(LongStream.of(seqs).boxed().toList()));
    }

    @Test
    void whatTheLogHasIsReadFirstAndThenItGoesOnLive() {
        Session session = lab.session();
        lab.say(session, "one");
        lab.say(session, "two");
        LogFollower follower = lab.onLoop(() -> new LogFollower(lab.hub(), lab.feed.reader(), session.id(), recorder));
        lab.say(session, "three");
        lab.settle();
        assertThat(recorder.seqs).as("nothing is given before it begins").isEmpty();

        lab.onLoop(() -> {
            follower.begin(1, 3);
            return true;
        });
        took(2, 3);
        lab.say(session, "four");

        took(2, 3, 4);
        assertThat(recorder.texts).containsExactly("two", "three", "four");
    }

    @Test
    void aGapInTheHintsIsReadFromTheStore() {
        Session session = lab.session();
        follow(session, 0);
        lab.say(session, "one");
        took(1);

        lab.silent(true);
        lab.say(session, "two");
        lab.say(session, "three");
        lab.silent(false);
        lab.say(session, "four");

        took(1, 2, 3, 4);
    }

    @Test
    void theLastHintMayBeLostAndTheComparisonFindsIt() {
        Session session = lab.session();
        follow(session, 0);
        lab.silent(true);
        lab.say(session, "one");
        lab.settle();
        assertThat(recorder.seqs).isEmpty();

        lab.compare();

        took(1);
    }

    @Test
    void whoKnowsThatTheLogGoesOnNeedsNoHint() {
        Session session = lab.session();
        LogFollower follower = follow(session, 0);
        lab.silent(true);
        Event one = lab.say(session, "one");

        lab.onLoop(() -> {
            follower.reaches(one.seq());
            return true;
        });

        took(1);
    }

    @Test
    void aHintThatComesTwiceOrLateGivesNothingTwice() {
        Session session = lab.session();
        follow(session, 0);
        Event one = lab.say(session, "one");
        Event two = lab.say(session, "two");
        took(1, 2);

        lab.hint(session, one);
        lab.hint(session, one, two);
        Event three = lab.say(session, "three");
        lab.hint(session, two, three);
        lab.say(session, "four");

        took(1, 2, 3, 4);
    }

    @Test
    void stateThatComesLateIsNotTheConsumersAffair() {
        Session before = lab.session();
        follow(before, 0);
        lab.say(before, "one");
        took(1);
        int heard = recorder.heard.size();

        lab.fanout.publish(List.of(new Notification.LogAppended(before, List.of())));
        lab.settle();

        assertThat(recorder.heard).hasSize(heard);
    }

    @Test
    void nothingIsReadWhileTheConsumerIsFullAndAllOfItWhenItHasRoom() {
        Session session = lab.session();
        follow(session, 0);
        recorder.full = true;
        for (int i = 0; i < 250; i++) {
            lab.say(session, "text " + i);
        }
        lab.settle();
        assertThat(recorder.offered).isEmpty();

        lab.onLoop(() -> {
            recorder.drain();
            return true;
        });

        took(LongStream.rangeClosed(1, 250).toArray());
        assertThat(recorder.offered.get(0)).as("a page at most").isLessThanOrEqualTo(100);
    }

    @Test
    void whoWantsSeveralEventsTogetherIsOfferedTheRestAgainWithWhatFollows() {
        Session session = lab.session();
        recorder.together = 3;
        follow(session, 0);
        lab.say(session, "one");
        lab.say(session, "two");
        lab.settle();
        assertThat(recorder.seqs).isEmpty();

        lab.say(session, "three");

        took(1, 2, 3);
    }

    @Test
    void aPieceThatFillsMoreThanAPageIsOfferedAsAWhole() {
        Session session = lab.session();
        for (int i = 0; i < 230; i++) {
            lab.say(session, "part");
        }
        recorder.together = 230;
        follow(session, 0);

        took(LongStream.rangeClosed(1, 230).toArray());
    }

    @Test
    void pagesAreBoundedInBytes() {
        Session session = lab.session();
        for (int i = 0; i < 30; i++) {
            lab.say(session, "x".repeat(99_000));
        }
        follow(session, 0);

        took(LongStream.rangeClosed(1, 30).toArray());
        assertThat(recorder.offered).allMatch(events -> events <= 11);
    }

    @Test
    void thoseThatShareAConnectionReadOneAfterTheOther() {
        recorder.turns = new PacedReads(lab.loop, recorder::writeQueueFull, recorder::onceDrained);
        recorder.fillsUp = true;
        for (int i = 0; i < 5; i++) {
            Session session = lab.session();
            lab.say(session, "text");
            follow(session, 0);
        }
        for (int i = 1; i <= 5; i++) {
            int taken = i;
            Waiting.until("one has taken a page, the others wait", () -> recorder.seqs.size() == taken);
            lab.settle();
            assertThat(recorder.seqs).hasSize(taken);
            lab.onLoop(() -> {
                recorder.drain();
                return true;
            });
        }
    }

    @Test
    void whoHasEndedTakesNothingMore() {
        Session session = lab.session();
        LogFollower follower = follow(session, 0);
        lab.say(session, "one");
        took(1);

        lab.onLoop(() -> {
            follower.end();
            follower.end();
            return true;
        });
        lab.say(session, "two");
        lab.compare();
        lab.settle();

        assertThat(recorder.seqs).containsExactly(1L);
    }

    @Test
    void aRestoredLogThatIsShorterThanToldIsNotReadOverAndOver() {
        Session session = lab.session();
        lab.say(session, "one");
        follow(session, 0);
        took(1);

        lab.fanout.publish(List.of(new Notification.LogAppended(lab.grownTo(session, 99), List.of())));
        lab.compare();
        lab.settle();
        lab.say(session, "two");

        took(1, 2);
    }
}
