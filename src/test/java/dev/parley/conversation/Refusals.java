package dev.parley.conversation;

import java.time.Duration;

/** Refusals of the core, for tests of what becomes of them. */
public final class Refusals {
    private Refusals() {}

    /** Too much; how long to wait. */
    public static RefusedException rateLimited(Duration pause) {
        return RefusedException.rateLimited("too many messages or sessions of one session", pause);
    }
}
