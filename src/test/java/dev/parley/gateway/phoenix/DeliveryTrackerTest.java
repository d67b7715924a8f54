package dev.parley.gateway.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification.Delivery;
import dev.parley.conversation.Notification.Status;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of deliveries when the reading of the log and the news of them come in every order. */
class DeliveryTrackerTest {
    private static final UUID SESSION = UUID.randomUUID();

    private final List<String> told = new ArrayList<>();
    private final DeliveryTracker undelivered =
            new DeliveryTracker((event, seq, delivery) -> told.add(seq + " " + delivery.text()));

    @BeforeEach
    void begin() {
        undelivered.startAt(1);
    }

    @Test
    void whatWasDealtWithBeforeIsNotTold() {
        undelivered.startAt(3);
        undelivered.read(said(2));
        undelivered.read(said(3));
        undelivered.dealtWith(3);
        assertThat(told).isEmpty();
    }

    @Test
    void whatWasGivenUpBeforeIsToldWhenTheClientHasIt() {
        undelivered.startAt(5);
        undelivered.givenUp(List.of(said(2), said(4), said(6)), 3);
        assertThat(told).containsExactly("2 undeliverable");

        undelivered.read(said(4));
        undelivered.read(said(5));
        undelivered.changed(status(4, Delivery.DELIVERED));
        assertThat(told).containsExactly("2 undeliverable", "4 undeliverable", "4 delivered");
    }

    @Test
    void aNewPositionDeliversAllUpToItOnce() {
        undelivered.read(said(2));
        undelivered.read(said(3));
        undelivered.dealtWith(3);
        undelivered.dealtWith(3);
        assertThat(told).containsExactly("2 delivered", "3 delivered");
    }

    @Test
    void newsOfAnEventThatIsNotReadYetWaitsForIt() {
        undelivered.changed(status(2, Delivery.UNDELIVERABLE));
        undelivered.changed(status(3, Delivery.DELAYED));
        undelivered.dealtWith(2);
        assertThat(told).isEmpty();
        undelivered.read(said(2));
        undelivered.read(said(3));
        undelivered.read(said(4));
        undelivered.dealtWith(4);
        assertThat(told).containsExactly("2 undeliverable", "3 delayed", "3 delivered", "4 delivered");
    }

    @Test
    void whatWasGivenUpIsNotSaidToBeDelivered() {
        undelivered.read(said(2));
        undelivered.read(said(3));
        undelivered.changed(status(3, Delivery.UNDELIVERABLE));
        undelivered.dealtWith(3);
        undelivered.changed(status(2, Delivery.DELIVERED));
        assertThat(told).containsExactly("2 delivered", "3 undeliverable");
    }

    @Test
    void whatWasGivenUpAndIsDeliveredAfterAllIsTold() {
        undelivered.read(said(2));
        undelivered.changed(status(2, Delivery.UNDELIVERABLE));
        undelivered.changed(status(2, Delivery.DELIVERED));
        undelivered.changed(status(2, Delivery.DELIVERED));
        assertThat(told).containsExactly("2 undeliverable", "2 delivered");
    }

    @Test
    void onlyWhatThePersonSaidIsTold() {
        undelivered.read(event(2, Author.SYSTEM, new Body.Text("hello")));
        undelivered.read(event(3, Author.PERSON, new Body.DataMerged(new JsonObject(), Set.of())));
        undelivered.changed(status(4, Delivery.DELIVERED));
        undelivered.read(event(4, Author.PERSON, new Body.InvalidImage("x")));
        undelivered.dealtWith(4);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsPassedOverIsForgotten() {
        undelivered.changed(status(2, Delivery.DELAYED));
        undelivered.passed(2);
        undelivered.changed(status(2, Delivery.DELIVERED));
        undelivered.read(said(3));
        undelivered.dealtWith(3);
        assertThat(told).containsExactly("3 delivered");
    }

    private static Event said(long seq) {
        return event(seq, Author.PERSON, new Body.Text("hello"));
    }

    private static Event event(long seq, Author author, Body body) {
        return new Event(UUID.randomUUID(), seq, Instant.EPOCH, author, body, null, null);
    }

    private static Status status(long seq, Delivery delivery) {
        return new Status(SESSION, SESSION, SESSION, seq, delivery);
    }
}
