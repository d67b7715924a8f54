package dev.parley.gateway.chatio;

import java.time.Duration;

/**
 * What can be set.
 *
 * @param publicUrl what absolute addresses begin with; empty for the host a client asked
 * @param maxFile bytes of an uploaded file
 * @param reconcile how often chats are compared with the store
 */
public record ChatioOptions(String publicUrl, long maxFile, Duration reconcile) {
    /** What clients hold themselves to, too. */
    public static final long MAX_FILE = 10 << 20;
}
