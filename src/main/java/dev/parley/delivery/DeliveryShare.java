package dev.parley.delivery;

import dev.parley.feed.Slots;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The sessions that one event loop delivers for.
 *
 * @param index which share of all, from 0
 * @param count how many shares there are
 */
public record DeliveryShare(int index, int count) {
    /** Whether a session belongs to it. */
    boolean owns(UUID session) {
        return Slots.owner(session, count) == index;
    }

    /** The slots of its sessions. */
    IntStream slots() {
        return Slots.ofOwner(index, count);
    }
}
