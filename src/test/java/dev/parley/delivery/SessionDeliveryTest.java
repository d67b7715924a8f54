package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SessionDeliveryTest {
    private static final UUID ID = UUID.randomUUID();

    @Test
    void anEventHeardWhileTheStoreIsReadLeavesTheLaneBehindWhenItWasNotRead() {
        SessionDelivery lane = new SessionDelivery(session(1));
        lane.noteBehind();
        lane.reading();

        lane.offer(session(3), events(3, 3));
        lane.restart(session(2), 0, events(1, 2), true);

        assertThat(lane.behind()).isTrue();
        lane.settled(lane.head(), session(3));
        lane.settled(lane.head(), session(3));
        lane.reading();
        lane.restart(session(3), 2, events(3, 3), true);
        assertThat(lane.behind()).isFalse();
        assertThat(lane.head()).extracting(Event::seq).isEqualTo(3L);
    }

    @Test
    void anEventHeardWhileTheStoreIsReadAndReadAsWellIsThereOnce() {
        SessionDelivery lane = new SessionDelivery(session(1));
        lane.reading();

        lane.offer(session(2), events(1, 2));
        lane.restart(session(2), 0, events(1, 2), true);

        assertThat(lane.behind()).isFalse();
        lane.settled(lane.head(), session(2));
        lane.settled(lane.head(), session(2));
        assertThat(lane.head()).isNull();
    }

    @Test
    void aHintFromBeforeTheReadingDoesNotLeaveTheLaneBehindForEver() {
        SessionDelivery lane = new SessionDelivery(session(1));
        lane.offer(session(9), events(9, 9));
        assertThat(lane.behind()).isTrue();

        lane.reading();
        lane.restart(session(2), 0, events(1, 2), true);

        assertThat(lane.behind()).isFalse();
    }

    @Test
    void whatIsHeardWhileTheStoreKnowsBetterDoesNotGoFirst() {
        SessionDelivery lane = new SessionDelivery(session(0));
        lane.offer(session(2), events(1, 2));
        lane.noteBehind();

        lane.offer(session(3), events(3, 3));

        assertThat(lane.head()).isNull();
        assertThat(lane.behind()).isTrue();
        lane.reading();
        lane.restart(session(3), 0, events(1, 3), true);
        assertThat(lane.head()).extracting(Event::seq).isEqualTo(1L);
    }

    @Test
    void whatWasReadBeforeATakeOverIsReadAgain() {
        SessionDelivery lane = new SessionDelivery(session(1));
        lane.reading();

        lane.offer(session(2, 2), List.of());
        lane.restart(session(2), 0, events(1, 2), true);

        assertThat(lane.head()).isNull();
        assertThat(lane.behind()).isTrue();
    }

    @Test
    void moreThanALaneKeepsIsReadFromTheStoreLater() {
        SessionDelivery lane = new SessionDelivery(session(0));

        lane.offer(session(SessionDelivery.MAX_WAITING), events(1, SessionDelivery.MAX_WAITING));
        assertThat(lane.behind()).isFalse();
        lane.offer(
                session(SessionDelivery.MAX_WAITING + 1),
                events(SessionDelivery.MAX_WAITING + 1, SessionDelivery.MAX_WAITING + 1));
        assertThat(lane.behind()).isTrue();
    }

    @Test
    void aPauseIsCutByThePersonOnceByOthersAndByNobodyWhenTheBotAskedForIt() {
        SessionDelivery lane = new SessionDelivery(session(1));

        lane.pausedUntil(7, false);
        assertThat(lane.cutPause()).hasValue(7);
        lane.pausedUntil(8, false);
        assertThat(lane.wake()).hasValue(8);
        lane.pausedUntil(9, false);
        assertThat(lane.wake()).isEmpty();
        assertThat(lane.cutPause()).hasValue(9);
        lane.pausedUntil(10, true);
        assertThat(lane.cutPause()).isEmpty();
        lane.pauseOver();
        lane.pausedUntil(11, false);
        assertThat(lane.wake()).hasValue(11);
    }

    @Test
    void eachPauseIsTheNextOneUnlessTheOneBeforeWasCutShortOrAnEventWasDealtWith() {
        SessionDelivery lane = new SessionDelivery(session(0));
        lane.offer(session(2), events(1, 2));

        assertThat(lane.nextPause()).isZero();
        lane.pausedUntil(7, false);
        lane.pauseOver();
        assertThat(lane.nextPause()).isEqualTo(1);
        lane.pausedUntil(8, false);
        lane.cutPause();
        assertThat(lane.nextPause()).isEqualTo(1);
        lane.pausedUntil(9, false);
        lane.wake();
        assertThat(lane.nextPause()).isEqualTo(1);
        assertThat(lane.nextPause()).isEqualTo(2);

        lane.settled(lane.head(), session(2));
        assertThat(lane.nextPause()).isZero();
    }

    @Test
    void whatWasSettledThoughTheStoreCouldNotSaySoIsNotDeliveredAgain() {
        SessionDelivery lane = new SessionDelivery(session(1));
        lane.offer(session(2), events(1, 2));
        Event head = lane.head();

        lane.offer(session(4, 0, 1), events(4, 4));

        assertThat(lane.wants(head)).isFalse();
        assertThat(lane.head()).extracting(Event::seq).isEqualTo(2L);
        assertThat(lane.behind()).isTrue();
    }

    private static Session session(long lastSeq) {
        return session(lastSeq, 0);
    }

    private static Session session(long lastSeq, long epoch) {
        return session(lastSeq, epoch, 0);
    }

    private static Session session(long lastSeq, long epoch, long enginePosition) {
        return new Session(
                ID,
                UUID.randomUUID(),
                "phoenix",
                null,
                new JsonObject(),
                true,
                lastSeq,
                enginePosition,
                epoch,
                Assignee.ENGINE,
                0,
                0,
                Instant.EPOCH,
                false,
                null);
    }

    private static List<Event> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq ->
                        new Event(UUID.randomUUID(), seq, Instant.EPOCH, Author.PERSON, new Body.Text("t"), null, null))
                .toList();
    }
}
