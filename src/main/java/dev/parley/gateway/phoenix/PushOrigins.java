package dev.parley.gateway.phoenix;

import dev.parley.conversation.Event;
import dev.parley.conversation.Place;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which living client pushed which event, so that in scope {@code topic} an answer goes to the socket that asked,
 * whichever event loop that is on. The one thing loops share; entries go with their client.
 */
final class PushOrigins {
    private final Map<Place, Origin> origins = new ConcurrentHashMap<>();

    /** By the event's id, which is known before its seq. */
    private final Map<UUID, Writing> writing = new ConcurrentHashMap<>();

    /** A client that pushes, to be compared by identity: it may be another loop's. */
    static final class Origin {
        private volatile boolean ended;

        /** True when the client has gone. */
        boolean ended() {
            return ended;
        }

        void end() {
            ended = true;
        }
    }

    private static final class Writing {
        private final Origin origin;
        private @Nullable Place heard;

        Writing(Origin origin) {
            this.origin = origin;
        }
    }

    /**
     * Notes who is about to store an event. Another loop may hear of it, and of its answer, before the client's own loop
     * hears from the store.
     */
    void writing(UUID event, Origin origin) {
        writing.put(event, new Writing(origin));
    }

    /** A loop hears of an event; to be called before it looks at later ones. */
    void heard(UUID session, Event event) {
        if (!writing.isEmpty()) {
            writing.computeIfPresent(event.id(), (id, one) -> {
                one.heard = new Place(session, event.seq());
                origins.put(one.heard, one.origin);
                return one;
            });
        }
    }

    /** The client has heard from the store; the place the event was heard at meanwhile, null if no loop came by. */
    @Nullable
    Place written(UUID event) {
        Writing one = writing.remove(event);
        return one == null ? null : one.heard;
    }

    void add(Place pushed, Origin origin) {
        origins.put(pushed, origin);
    }

    void remove(Place pushed) {
        origins.remove(pushed);
    }

    /** The client that pushed this event and still lives. */
    @Nullable
    Origin of(UUID session, long seq) {
        return origins.get(new Place(session, seq));
    }
}
