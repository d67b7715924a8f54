package dev.parley.engine;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;

/**
 * One event handed to an engine.
 *
 * @param session the session as of now: its data has at least everything that was merged before the event
 */
public record Delivery(Session session, Event event) {}
