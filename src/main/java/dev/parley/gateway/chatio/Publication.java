package dev.parley.gateway.chatio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes of it when a thread is told further.
 *
 * @param state what clients have been told then
 * @param told in this order
 * @param awaited what the pending call still waits for; null when there is none
 * @param answer what the pending call is answered, behind all that is told; null when it is not
 */
record Publication(
        PublisherState state,
        List<Told> told,
        @Nullable Awaited awaited,
        @Nullable Written answer) {
    /**
     * One thing clients are told.
     *
     * @param own whether it is the pending call's doing: its connection is answered instead
     */
    record Told(Push push, boolean own) {}
}
