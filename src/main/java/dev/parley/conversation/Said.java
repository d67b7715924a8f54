package dev.parley.conversation;

/** An event and the session it was said in, as the session is now. */
public record Said(Session session, Event event) {}
