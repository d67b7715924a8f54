package dev.parley.gateway.phoenix;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What one client wrote into one session: the client is not told its own words again. An event is
 * noted by its id before it is stored, because the log may be read before the store's answer arrives.
 */
final class OwnEvents {
    private final Set<UUID> unread = new HashSet<>(2);

    void writing(UUID event) {
        unread.add(event);
    }

    void notWritten(UUID event) {
        unread.remove(event);
    }

    /** True, once, when the follower comes to an event of this client. */
    boolean read(UUID event) {
        return unread.remove(event);
    }
}
