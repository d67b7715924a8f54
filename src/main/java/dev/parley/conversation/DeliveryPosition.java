package dev.parley.conversation;

/** Which event a settlement deals with, and what must still be true for it to count. */
public sealed interface DeliveryPosition {
    /** The seq of the event. */
    long seq();

    /**
     * The next one in the session's log.
     *
     * @param expected the engine position when the delivery began; another one now makes the settlement void
     */
    record Next(long expected, long seq) implements DeliveryPosition {}

    /** One that had been given up and is tried again; void when it is no longer listed as replaying. */
    record Replay(long seq) implements DeliveryPosition {}
}
