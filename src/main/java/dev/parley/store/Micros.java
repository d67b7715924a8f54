package dev.parley.store;

import java.time.Instant;

/** Times as the store keeps them: microseconds since 1970. */
public final class Micros {
    private Micros() {}

    /** Microseconds since 1970; what is finer is cut off. */
    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /** The instant of these microseconds. */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
