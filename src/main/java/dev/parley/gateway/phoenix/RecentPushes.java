package dev.parley.gateway.phoenix;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.Place;
import java.util.ArrayDeque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client of scope {@code topic} has said lately: the answers to that are for it alone, while it lives. Belongs to
 * the client's event loop.
 */
final class RecentPushes {
    private static final int REMEMBERED = 256;

    private final PushOrigins origins;
    private final PushOrigins.Origin own = new PushOrigins.Origin();
    private final ArrayDeque<Place> pushed = new ArrayDeque<>();

    RecentPushes(PushOrigins origins) {
        this.origins = origins;
    }

    /** True unless the event answers somebody else, who is still there. */
    boolean mayHear(UUID session, Event event) {
        Long cause = event.cause();
        if (cause == null) {
            return true;
        }
        PushOrigins.Origin asked = origins.of(session, cause);
        return asked == null || asked == own || asked.ended();
    }

    /** The client is about to store something. */
    void writing(Draft draft) {
        origins.writing(draft.id(), own);
    }

    /** The store has answered; {@code stored} is null when it refused. */
    void written(Draft draft, @Nullable Appended stored) {
        if (stored != null && !stored.duplicate() && !own.ended()) {
            note(new Place(stored.session().id(), stored.event().seq()));
        }
        Place heard = origins.written(draft.id());
        if (heard != null && own.ended()) {
            origins.remove(heard);
        } else if (heard != null && stored == null) {
            // Stored, but refused: its answers are this client's all the same.
            note(heard);
        }
    }

    private void note(Place place) {
        pushed.add(place);
        origins.add(place, own);
        if (pushed.size() > REMEMBERED) {
            origins.remove(pushed.remove());
        }
    }

    /** The client ends: whoever is there hears the answers. */
    void end() {
        own.end();
        while (!pushed.isEmpty()) {
            origins.remove(pushed.remove());
        }
    }
}
