package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Assignee;
import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionMarks;
import dev.parley.conversation.SessionOrigin;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryQueueTest {
    private static final UUID ID = UUID.randomUUID();

    @Test
    void anEventHeardWhileTheStoreIsReadLeavesTheQueueBehindWhenItWasNotRead() {
        DeliveryQueue queue = new DeliveryQueue(session(1));
        queue.noteBehind();
        queue.reading();

        queue.offer(session(3), events(3, 3));
        queue.restart(session(2), 0, events(1, 2), true);

        assertThat(queue.behind()).isTrue();
        queue.settled(queue.head(), session(3));
        queue.settled(queue.head(), session(3));
        queue.reading();
        queue.restart(session(3), 2, events(3, 3), true);
        assertThat(queue.behind()).isFalse();
        assertThat(queue.head()).extracting(Event::seq).isEqualTo(3L);
    }

    @Test
    void anEventHeardWhileTheStoreIsReadAndReadAsWellIsThereOnce() {
        DeliveryQueue queue = new DeliveryQueue(session(1));
        queue.reading();

        queue.offer(session(2), events(1, 2));
        queue.restart(session(2), 0, events(1, 2), true);

        assertThat(queue.behind()).isFalse();
        queue.settled(queue.head(), session(2));
        queue.settled(queue.head(), session(2));
        assertThat(queue.head()).isNull();
    }

    @Test
    void aHintFromBeforeTheReadingDoesNotLeaveTheQueueBehindForEver() {
        DeliveryQueue queue = new DeliveryQueue(session(1));
        queue.offer(session(9), events(9, 9));
        assertThat(queue.behind()).isTrue();

        queue.reading();
        queue.restart(session(2), 0, events(1, 2), true);

        assertThat(queue.behind()).isFalse();
    }

    @Test
    void whatIsHeardWhileTheStoreKnowsBetterDoesNotGoFirst() {
        DeliveryQueue queue = new DeliveryQueue(session(0));
        queue.offer(session(2), events(1, 2));
        queue.noteBehind();

        queue.offer(session(3), events(3, 3));

        assertThat(queue.head()).isNull();
        assertThat(queue.behind()).isTrue();
        queue.reading();
        queue.restart(session(3), 0, events(1, 3), true);
        assertThat(queue.head()).extracting(Event::seq).isEqualTo(1L);
    }

    @Test
    void whatWasReadBeforeATakeOverIsReadAgain() {
        DeliveryQueue queue = new DeliveryQueue(session(1));
        queue.reading();

        queue.offer(session(2, 2), List.of());
        queue.restart(session(2), 0, events(1, 2), true);

        assertThat(queue.head()).isNull();
        assertThat(queue.behind()).isTrue();
    }

    @Test
    void moreThanAQueueKeepsIsReadFromTheStoreLater() {
        DeliveryQueue queue = new DeliveryQueue(session(0));

        queue.offer(session(DeliveryQueue.MAX_WAITING), events(1, DeliveryQueue.MAX_WAITING));
        assertThat(queue.behind()).isFalse();
        queue.offer(
                session(DeliveryQueue.MAX_WAITING + 1),
                events(DeliveryQueue.MAX_WAITING + 1, DeliveryQueue.MAX_WAITING + 1));
        assertThat(queue.behind()).isTrue();
    }

    @Test
    void whatWasSettledThoughTheStoreCouldNotSaySoIsNotDeliveredAgain() {
        DeliveryQueue queue = new DeliveryQueue(session(1));
        queue.offer(session(2), events(1, 2));
        Event head = queue.head();

        queue.offer(session(4, 0, 1), events(4, 4));

        assertThat(queue.wants(head)).isFalse();
        assertThat(queue.head()).extracting(Event::seq).isEqualTo(2L);
        assertThat(queue.behind()).isTrue();
    }

    @Test
    void whatIsToldTwiceIsThereOnceAndAGapIsReadFromTheStore() {
        DeliveryQueue queue = new DeliveryQueue(session(0));
        queue.offer(session(1), events(1, 1));
        queue.offer(session(1), events(1, 1));
        assertThat(queue.behind()).isFalse();

        queue.offer(session(3), events(3, 3));

        assertThat(queue.behind()).isTrue();
        assertThat(queue.head()).extracting(Event::seq).isEqualTo(1L);
        queue.settled(queue.head(), session(3));
        assertThat(queue.head()).isNull();
    }

    @Test
    void whatIsReplayedWaitsBehindWhatThePersonWaitsForAndKeepsItsOwnPosition() {
        DeliveryQueue queue = new DeliveryQueue(session(5, 0, 5));
        Event givenUp = events(2, 2).get(0);
        queue.replaying(true);
        queue.replay(session(5, 0, 5), givenUp);
        queue.offer(session(6, 0, 5), events(6, 6));

        Event said = queue.head();
        assertThat(said).extracting(Event::seq).isEqualTo(6L);
        assertThat(queue.position(said)).isEqualTo(new DeliveryPosition.Next(5, 6));
        queue.settled(said, session(6, 0, 6));

        assertThat(queue.head()).isEqualTo(givenUp);
        assertThat(queue.position(givenUp)).isEqualTo(new DeliveryPosition.Replay(2));
        queue.settled(givenUp, session(6, 0, 6));
        assertThat(queue.head()).isNull();
        assertThat(queue.replaying()).isTrue();
    }

    @Test
    void aTakeOverEmptiesItAndTheEngineBeginsAgainAtTheLogsEnd() {
        DeliveryQueue queue = new DeliveryQueue(session(0));
        queue.offer(session(2), events(1, 2));
        Event head = queue.head();
        queue.replaying(true);

        queue.offer(session(3, 1, 3, new Assignee(Assignee.Kind.AGENT, "Ann")), List.of());

        assertThat(queue.attended()).isFalse();
        assertThat(queue.wants(head)).isFalse();
        assertThat(queue.head()).isNull();
        assertThat(queue.replaying()).isFalse();
        queue.offer(session(5, 2, 4), events(5, 5));
        assertThat(queue.behind()).as("the event of handing back was not told").isTrue();
    }

    private static Session session(long lastSeq) {
        return session(lastSeq, 0);
    }

    private static Session session(long lastSeq, long epoch) {
        return session(lastSeq, epoch, 0);
    }

    private static Session session(long lastSeq, long epoch, long enginePosition) {
        return session(lastSeq, epoch, enginePosition, Assignee.ENGINE);
    }

    private static Session session(long lastSeq, long epoch, long enginePosition, Assignee assignee) {
        return new Session(
                new SessionOrigin(ID, UUID.randomUUID(), "phoenix", null, Instant.EPOCH, false),
                new JsonObject(),
                true,
                assignee,
                new SessionMarks(lastSeq, enginePosition, epoch, 0, 0),
                null);
    }

    private static List<Event> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq ->
                        new Event(UUID.randomUUID(), seq, Instant.EPOCH, Author.PERSON, new Body.Text("t"), null, null))
                .toList();
    }
}
