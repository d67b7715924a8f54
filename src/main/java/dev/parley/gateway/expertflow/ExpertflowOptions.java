package dev.parley.gateway.expertflow;

import java.time.Duration;

/**
 * Options of the gateway.
 *
 * @param base what stands before its paths, without a slash at the end
 * @param publicUrl what absolute addresses begin with; empty takes the name the client asked by
 * @param scheme what comes before that name
 * @param joinWithin how long a conversation waits for somebody to join
 * @param grace how long a customer without a socket counts as there
 * @param idle how long a conversation lives in which nothing is said
 * @param sweep how often such conversations are looked for
 * @param reconcile how often conversations are compared with the store
 */
public record ExpertflowOptions(
        String base,
        String publicUrl,
        String scheme,
        Duration joinWithin,
        Duration grace,
        Duration idle,
        Duration sweep,
        Duration reconcile) {}
