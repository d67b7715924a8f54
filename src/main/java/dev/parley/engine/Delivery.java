package dev.parley.engine;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;

/**
 * One event handed to an engine.
 *
 * @param session the session as of now: its data has at least everything that was merged before the event
 * @param first true when the event is the first text or image the person ever sent in this session
 */
public record Delivery(Session session, Event event, boolean first) {}
