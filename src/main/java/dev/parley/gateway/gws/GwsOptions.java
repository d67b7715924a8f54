package dev.parley.gateway.gws;

import java.time.Duration;

/**
 * Options of the gateway.
 *
 * @param base what stands before {@code /v2/chats}, without a slash at the end
 * @param publicUrl what absolute addresses begin with; empty takes what the client asked by
 * @param expiry a chat that is not asked for so long is ended as if its customer had done it
 * @param sweep how often such chats are looked for
 * @param maxBody bytes of one request's body
 * @param requestsPerMinute requests of one peer in a minute; beginning chats and reading transcripts do not count
 */
public record GwsOptions(
        String base, String publicUrl, Duration expiry, Duration sweep, int maxBody, int requestsPerMinute) {}
