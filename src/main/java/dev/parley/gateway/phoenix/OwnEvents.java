package dev.parley.gateway.phoenix;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What one client wrote into one session: the client is not told its own words again, and hears of each when the bot
 * has dealt with it. An event is noted by its id before it is stored, because the log may be read before the store's
 * answer arrives.
 */
final class OwnEvents {
    private final Set<UUID> unread = new HashSet<>(2);
    private final ArrayDeque<Stored> undelivered = new ArrayDeque<>(2);

    void writing(UUID event) {
        unread.add(event);
    }

    void notWritten(UUID event) {
        unread.remove(event);
    }

    void stored(UUID event, long seq) {
        undelivered.add(new Stored(event, seq));
    }

    /** True, once, when the tail reader comes to an event of this client. */
    boolean read(UUID event) {
        return unread.remove(event);
    }

    /** The bot has dealt with the log up to a seq: names each event that has not been named before. */
    void dealtWith(long position, Told told) {
        while (!undelivered.isEmpty() && undelivered.peek().seq <= position) {
            Stored stored = undelivered.remove();
            told.event(stored.event, stored.seq);
        }
    }

    /** True when this client wrote an event the bot has not dealt with. */
    boolean awaits(UUID event) {
        return undelivered.stream().anyMatch(stored -> stored.event.equals(event));
    }

    /** An event is delivered or given up: nothing more is said of it. */
    void settled(UUID event) {
        undelivered.removeIf(stored -> stored.event.equals(event));
    }

    /** Hears of one event. */
    interface Told {
        void event(UUID event, long seq);
    }

    private record Stored(UUID event, long seq) {}
}
