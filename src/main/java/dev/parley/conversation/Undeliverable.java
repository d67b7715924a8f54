package dev.parley.conversation;

import java.time.Instant;

/**
 * An event of a person that the engine never dealt with: it was refused for good, or tried for too long.
 *
 * @param since when it was given up
 * @param reason why, in words for the bot's people
 * @param replaying true when somebody asked for it to be delivered after all and that has not happened yet
 */
public record Undeliverable(Session session, Event event, Instant since, String reason, boolean replaying) {}
