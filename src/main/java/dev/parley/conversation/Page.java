package dev.parley.conversation;

import java.util.List;

/**
 * A piece of a session's log.
 *
 * @param events ascending and without a gap; none where the log has nothing there, or the session is unknown
 * @param more whether the log goes on where the reading stopped
 */
public record Page(List<Event> events, boolean more) {
    /** Nothing, and nothing beyond. */
    public static final Page EMPTY = new Page(List.of(), false);

    /** The event with the largest seq of a page that is not empty. */
    public Event last() {
        return events.get(events.size() - 1);
    }
}
