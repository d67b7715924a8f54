package dev.parley.engine.socket;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import java.util.UUID;

/** What a backend is told of a session. Immutable: it crosses from the session's event loop to the connection's. */
public sealed interface BackendMessage {
    UUID session();

    /** A session began. */
    record Opened(Session opened) implements BackendMessage {
        @Override
        public UUID session() {
            return opened.id();
        }
    }

    /**
     * The person said or changed something.
     *
     * @param as the session as it stands
     * @param delivered to be run once when the event counts as delivered; callable from any thread, and without effect
     *     when it has come too late
     */
    record Happened(Session as, Event event, Runnable delivered) implements BackendMessage {
        @Override
        public UUID session() {
            return as.id();
        }
    }

    /** The person began or stopped typing. */
    record Typing(UUID session, boolean on) implements BackendMessage {}

    /** The person has seen everything up to a seq. */
    record Seen(UUID session, long seq) implements BackendMessage {}

    /** The conversation ended with the event of this seq. */
    record Closed(UUID session, long seq) implements BackendMessage {}

    /** Everything of a session is gone. */
    record Erased(UUID session) implements BackendMessage {}
}
