package dev.parley.engine;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;

/**
 * One event handed to an engine.
 *
 * @param session the session as of now: its data has at least everything that was merged before the event
 * @param delayed to be run, on the event loop of the delivery, when the answer will take until somebody comes back; the
 *     person's client is told
 */
public record Delivery(Session session, Event event, Runnable delayed) {
    /** A delivery whose delay is told to nobody. */
    public Delivery(Session session, Event event) {
        this(session, event, () -> {});
    }
}
