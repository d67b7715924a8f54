package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import org.jspecify.annotations.Nullable;

/**
 * What clients have been told of a thread. Immutable.
 *
 * @param log how far its log was told
 * @param announced whether they were told that it began
 * @param shown who types, as they were told; null when nobody does
 * @param typist who types
 */
record PublisherState(
        ThreadState log,
        boolean announced,
        @Nullable Author shown,
        @Nullable Author typist) {
    /** Of a thread that has just begun. */
    static final PublisherState NEW = new PublisherState(ThreadState.EMPTY, false, null, null);

    /** Of a thread that clients have found there. */
    static PublisherState found(ThreadState log) {
        return new PublisherState(log, true, null, null);
    }

    PublisherState told(ThreadState now) {
        return new PublisherState(now, true, shown, typist);
    }

    /** Notes who types; clients are told when everything that was said is told. */
    PublisherState typing(Author author, boolean on) {
        return new PublisherState(log, announced, shown, on ? author : null);
    }

    /** After clients were told who types. */
    PublisherState shownTyping() {
        return new PublisherState(log, announced, typist, typist);
    }
}
