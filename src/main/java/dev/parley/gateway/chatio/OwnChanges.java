package dev.parley.gateway.chatio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which connection asked for a change of a document, until word of the change comes: that connection is answered and not
 * told. Belongs to its event loop.
 */
final class OwnChanges {
    private static final int REMEMBERED = 64;

    private final Map<UUID, Subscriber> by = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Subscriber> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A connection, if it is one, is about to make a change. */
    void expect(UUID change, @Nullable Subscriber connection) {
        if (connection != null) {
            by.put(change, connection);
        }
    }

    /** Who made a change; null when it was made elsewhere. */
    @Nullable
    Subscriber heard(UUID change) {
        return by.remove(change);
    }
}
