package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification.Delivery;
import dev.parley.conversation.Notification.Status;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the person said in one session and the bot has not dealt with, on whichever connection it was said: one client is
 * told the outcome of each once, in the order of the log. Belongs to its follower's event loop.
 *
 * <p>Of what was dealt with before the follower began only what was given up is told: the client may have left while it
 * was being tried.
 */
final class DeliveryTracker {
    private final Listener listener;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(2);
    /** What was told of events the follower has not come to. */
    private final Map<Long, Delivery> early = new HashMap<>(2);

    /** What this client was told is given up: it may be asked to be delivered after all. */
    private final Set<Long> givenUp = new HashSet<>(2);

    /** What was given up before, and comes to be read or is told by the client's place in the log. */
    private final Set<Long> longGivenUp = new HashSet<>(2);

    private long before;
    private long position;
    private long read;

    DeliveryTracker(Listener listener) {
        this.listener = listener;
    }

    /** The bot had dealt with the log up to here when the follower began. */
    void startAt(long enginePosition) {
        before = enginePosition;
        read = enginePosition;
        position = Math.max(position, enginePosition);
    }

    /** These were given up. Told now when the client has them, else when they are read. */
    void givenUp(List<Event> events, long has) {
        for (Event event : events) {
            long seq = event.seq();
            if (seq > before || !Rendering.isShown(event)) {
                continue;
            }
            if (seq <= has) {
                tell(event.id(), seq, Delivery.UNDELIVERABLE);
            } else {
                longGivenUp.add(seq);
            }
        }
    }

    /** The follower comes to an event, or the past is gone through. Called in the order of the log. */
    void read(Event event) {
        long seq = event.seq();
        read = Math.max(read, seq);
        Delivery known = early.remove(seq);
        if (longGivenUp.remove(seq)) {
            tell(event.id(), seq, Delivery.UNDELIVERABLE);
        }
        if (seq <= before || event.author().type() != Author.Type.PERSON || !Rendering.isShown(event)) {
            return;
        }
        if (known != null && known != Delivery.DELAYED) {
            tell(event.id(), seq, known);
        } else if (seq <= position) {
            listener.status(event.id(), seq, Delivery.DELIVERED);
        } else {
            waiting.add(new Waiting(event.id(), seq));
            if (known != null) {
                listener.status(event.id(), seq, known);
            }
        }
    }

    /** Nothing up to here will be read any more. */
    void passed(long seq) {
        read = Math.max(read, seq);
        early.keySet().removeIf(one -> one <= read);
    }

    /** The bot has dealt with the log up to a seq. */
    void dealtWith(long seq) {
        position = Math.max(position, seq);
        while (!waiting.isEmpty() && waiting.peek().seq <= position) {
            Waiting first = waiting.remove();
            listener.status(first.event, first.seq, Delivery.DELIVERED);
        }
    }

    /** The delivery of one event changed. */
    void changed(Status status) {
        long seq = status.seq();
        if (seq > read) {
            early.put(seq, status.delivery());
            return;
        }
        if (status.delivery() != Delivery.DELAYED) {
            // What stands before it was dealt with first, or it would not have been its turn.
            dealtWith(seq - 1);
        }
        if (waiting.stream().anyMatch(one -> one.seq == seq)) {
            if (status.delivery() != Delivery.DELAYED) {
                waiting.removeIf(one -> one.seq == seq);
            }
            tell(status.event(), seq, status.delivery());
        } else if (status.delivery() != Delivery.UNDELIVERABLE && givenUp.contains(seq)) {
            tell(status.event(), seq, status.delivery());
        }
    }

    private void tell(UUID event, long seq, Delivery delivery) {
        if (delivery == Delivery.UNDELIVERABLE) {
            givenUp.add(seq);
        } else if (delivery == Delivery.DELIVERED) {
            givenUp.remove(seq);
        }
        listener.status(event, seq, delivery);
    }

    /** Hears how the delivery of one event stands. */
    interface Listener {
        void status(UUID event, long seq, Delivery delivery);
    }

    private record Waiting(UUID event, long seq) {}
}
