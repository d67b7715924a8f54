package dev.parley.conversation;

import java.util.List;

/**
 * What an append, merge, close or settlement left behind.
 *
 * @param session the session after the commit
 * @param events what was written, in order; for a duplicate the event that was written the first time
 * @param duplicate true when nothing was written because the same client id was there already
 */
public record Appended(Session session, List<Event> events, boolean duplicate) {
    /** The first event written. */
    public Event event() {
        return events.get(0);
    }
}
