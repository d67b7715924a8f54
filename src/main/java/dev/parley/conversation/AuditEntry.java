package dev.parley.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody read, took over or erased something; never what it was about.
 *
 * @param number 1, 2, 3 ... in the order of commits; 0 in an entry that is not stored yet
 * @param who the name of the token used
 * @param action a word, such as {@code read_transcript}
 * @param bot the bot it happened to, if one
 * @param subject the session or person it happened to, if one
 */
public record AuditEntry(
        long number,
        Instant at,
        String who,
        String action,
        @Nullable UUID bot,
        @Nullable UUID subject) {}
