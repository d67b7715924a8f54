package dev.parley.conversation;

import java.util.UUID;

/** One event's place: the seq in the log of a session. */
public record Place(UUID session, long seq) {}
