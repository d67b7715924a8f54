package dev.parley.conversation;

import dev.parley.bot.Bot;

/**
 * Takes down what happens, for whoever watches the server. Called for every message from any thread, so it is quick and
 * never fails.
 */
public interface Metrics {
    /** Nobody watches. */
    Metrics NONE = new Metrics() {};

    /** Somebody's message was committed, so long after it was asked for. */
    default void appended(long nanos) {}

    /** The store could not write. */
    default void storeFailed() {}

    /** Takes a write's failure down, if it is that the store could not write. */
    default void noteFailure(Throwable failure) {
        if (failure instanceof RefusedException refused && refused.refusal() == Refusal.UNAVAILABLE) {
            storeFailed();
        }
    }

    /** Something was refused because it was too much of it. */
    default void limited(String limit) {}

    /** A bot's engine was asked for an answer and gave one, or failed. */
    default void asked(Bot bot, long nanos, boolean answered) {}

    /** A failed delivery will be tried again. */
    default void retried(Bot bot) {}
}
