package dev.parley.websocket;

/** A clock that only goes forward, for measuring how long something takes; it says nothing about the time of day. */
public final class SteadyClock {
    private SteadyClock() {}

    /** Milliseconds since some moment in the past. */
    public static long millis() {
        return System.nanoTime() / 1_000_000;
    }
}
