package dev.parley.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that went wrong with a bot, in words for the bot's people. */
public record BotError(
        Instant at,
        UUID bot,
        @Nullable UUID session,
        @Nullable String skill,
        String message) {}
