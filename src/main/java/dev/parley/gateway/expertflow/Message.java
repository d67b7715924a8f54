package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What clients see as one thing: one event, or a text with attachments, which is one message to them and several events in
 * the log, written together. The first one's note says how many.
 *
 * @param events at least one, in order
 */
record Message(List<Event> events) {
    private static final String PARTS = "parts";
    private static final String TAG = "tag";
    private static final String WHISPER = "whisper";

    /** The note of a message's first event; empty when there is nothing to note. */
    static JsonObject note(int parts, String tag) {
        JsonObject note = new JsonObject();
        if (parts > 1) {
            note.put(PARTS, parts);
        }
        if (!tag.isEmpty()) {
            note.put(TAG, tag);
        }
        return note;
    }

    /** How many events a message has that begins with this one. */
    static int parts(Event first) {
        JsonObject note = first.note();
        return note == null ? 1 : note.getInteger(PARTS, 1);
    }

    Event first() {
        return events.get(0);
    }

    long lastSeq() {
        return events.get(events.size() - 1).seq();
    }

    String tag() {
        JsonObject note = first().note();
        return note == null ? "" : note.getString(TAG, "");
    }

    /** True for what customers are never shown: words among those who serve them. */
    boolean isWhisper() {
        return tag().equalsIgnoreCase(WHISPER);
    }

    /** True when something is said that can be shown. */
    boolean isSaid() {
        Body body = first().body();
        return body instanceof Body.Text || body instanceof Body.Image || body instanceof Body.File;
    }

    boolean isCustomers() {
        return first().author().type() == Author.Type.PERSON;
    }
}
