package dev.parley.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a session is born with and keeps.
 *
 * @param gateway the gateway it was born on; others treat it as unknown
 * @param person who speaks in it, if known
 * @param recordTyping whether typing is an event of the log, for protocols that number it
 */
public record SessionOrigin(
        UUID id, UUID bot, String gateway, @Nullable UUID person, Instant createdAt, boolean recordTyping) {}
