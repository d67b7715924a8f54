package dev.parley.engine.socket;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which backend has which session, for the sessions of one event loop. A session stays where it is while its backend
 * lives; a new one goes to the backend with the fewest. What has been quiet longest is forgotten when there are too many,
 * and may then go elsewhere.
 */
final class SessionAffinity {
    private final int most;
    private final Map<UUID, Backend> taken = new LinkedHashMap<>(16, 0.75f, true);

    SessionAffinity(int most) {
        this.most = most;
    }

    /** The backend that has a session, which is found one among these if need be; null when nobody is there. */
    @Nullable
    Backend of(UUID session, List<Backend> present) {
        Backend has = taken.get(session);
        if (has == null) {
            has = present.stream()
                    .min(Comparator.comparingInt(Backend::sessions))
                    .orElse(null);
            if (has != null) {
                has.take();
                taken.put(session, has);
                forgetQuietest();
            }
        }
        return has;
    }

    /** The backend that has a session, null when none does. */
    @Nullable
    Backend of(UUID session) {
        return taken.get(session);
    }

    /** A session has ended. */
    void leave(UUID session) {
        Backend had = taken.remove(session);
        if (had != null) {
            had.release();
        }
    }

    /** A backend has left all its sessions. */
    void leave(Backend backend) {
        taken.values().removeIf(has -> has == backend);
    }

    /** All sessions are given back. */
    void clear() {
        taken.values().forEach(Backend::release);
        taken.clear();
    }

    int size() {
        return taken.size();
    }

    private void forgetQuietest() {
        if (taken.size() > most) {
            leave(taken.keySet().iterator().next());
        }
    }
}
