package dev.parley.engine.socket;

import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * What a backend is told of a session, as a push: the person's events under the names the person's clients push them by.
 * Immutable: it crosses from the session's event loop to the connection's.
 */
public sealed interface BackendMessage {
    UUID session();

    /** The push's event. */
    String name();

    /** What the push says beside which session it is about. */
    JsonObject about(EventJson json);

    /** The push's payload. */
    default JsonObject payload(EventJson json) {
        return about(json).put("session", session().toString());
    }

    /** A session began. */
    record Opened(Session opened) implements BackendMessage {
        @Override
        public UUID session() {
            return opened.id();
        }

        @Override
        public String name() {
            return "new_session";
        }

        @Override
        public JsonObject about(EventJson json) {
            return new JsonObject().put("data", opened.data()).put("gateway", opened.gateway());
        }
    }

    /**
     * The person said or changed something.
     *
     * @param as the session as it stands
     * @param delivered to be run once when the event counts as delivered; callable from any thread, and without effect
     *     when it has come too late
     */
    record PersonEvent(Session as, Event event, Runnable delivered) implements BackendMessage {
        @Override
        public UUID session() {
            return as.id();
        }

        // A file has no event of its own: it is something said, and its type tells.
        @Override
        public String name() {
            return switch (event.body().kind()) {
                case DATA_MERGED -> "put_data";
                case IMAGE, INVALID_IMAGE -> "utb_img";
                case TEXT, FILE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, TYPING, CLOSED, UNKNOWN -> "utb_msg";
            };
        }

        @Override
        public JsonObject about(EventJson json) {
            JsonObject about = json.of(event);
            boolean told =
                    event.body().kind() == Body.Kind.DATA_MERGED || as.data().isEmpty();
            return told ? about : about.put("data", as.data());
        }
    }

    /** The person began or stopped typing. */
    record Typing(UUID session, boolean on) implements BackendMessage {
        @Override
        public String name() {
            return "typing";
        }

        @Override
        public JsonObject about(EventJson json) {
            return new JsonObject().put("on", on);
        }
    }

    /** The person has seen everything up to a seq. */
    record Seen(UUID session, long seq) implements BackendMessage {
        @Override
        public String name() {
            return "seen";
        }

        @Override
        public JsonObject about(EventJson json) {
            return new JsonObject().put("seq", seq);
        }
    }

    /** The conversation ended with the event of this seq. */
    record Closed(UUID session, long seq) implements BackendMessage {
        @Override
        public String name() {
            return "session_closed";
        }

        @Override
        public JsonObject about(EventJson json) {
            return new JsonObject().put("seq", seq);
        }
    }

    /** Everything of a session is gone. */
    record Erased(UUID session) implements BackendMessage {
        @Override
        public String name() {
            return "delete_session";
        }

        @Override
        public JsonObject about(EventJson json) {
            return new JsonObject();
        }
    }
}
