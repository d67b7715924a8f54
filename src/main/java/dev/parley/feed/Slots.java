package dev.parley.feed;

import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Sessions by slot. What is owned in shares (by an event loop, later by a node) is shared out by slot, so that whoever
 * owns one can say which sessions it wants to hear of without naming them.
 */
public final class Slots {
    /** How many there are, a power of two. */
    public static final int COUNT = 1_024;

    private Slots() {}

    /** The slot of a session, by the low bits of its id: the same for ever. */
    public static int of(UUID session) {
        return (int) session.getLeastSignificantBits() & (COUNT - 1);
    }

    /** Which of {@code owners} a session belongs to, from 0. */
    public static int owner(UUID session, int owners) {
        return of(session) % owners;
    }

    /** The slots of one of {@code owners}. */
    public static IntStream ofOwner(int owner, int owners) {
        return IntStream.iterate(owner, slot -> slot < COUNT, slot -> slot + owners);
    }
}
