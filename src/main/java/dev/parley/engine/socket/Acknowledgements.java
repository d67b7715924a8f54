package dev.parley.engine.socket;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When what a backend was told counts as delivered: at once when it is written, or, for one that acknowledges, only when it
 * says so. Belongs to the channel's event loop.
 */
final class Acknowledgements {
    private final boolean awaited;

    /** What was told and is not acknowledged; one event a session at most. */
    private final Map<UUID, BackendMessage.PersonEvent> waiting = new HashMap<>();

    /**
     * @param awaited whether the backend acknowledges
     */
    Acknowledgements(boolean awaited) {
        this.awaited = awaited;
    }

    /** Something was written. */
    void pushed(BackendMessage told) {
        if (told instanceof BackendMessage.PersonEvent event) {
            waiting.put(event.session(), event);
            if (!awaited) {
                delivered(event);
            }
        } else if (told instanceof BackendMessage.Erased) {
            waiting.remove(told.session());
        }
    }

    /** What waits to be acknowledged in a session, if anything. */
    BackendMessage.@Nullable PersonEvent waiting(UUID session) {
        return waiting.get(session);
    }

    /** An event counts as delivered; harmless when it did before. */
    void delivered(BackendMessage.PersonEvent told) {
        if (waiting.remove(told.session(), told)) {
            told.delivered().run();
        }
    }

    void clear() {
        waiting.clear();
    }
}
