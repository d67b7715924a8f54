package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
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

    /** The whole messages that events begin with; what there is of one that goes on is left. */
    static List<Message> whole(List<Event> events) {
        List<Message> messages = new ArrayList<>(events.size());
        int next = 0;
        while (next < events.size()) {
            int end = next + parts(events.get(next));
            if (end > events.size()) {
                break;
            }
            messages.add(new Message(events.subList(next, end)));
            next = end;
        }
        return messages;
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
        return isSaid(first());
    }

    /** True when something is said with this event that can be shown. */
    static boolean isSaid(Event event) {
        return switch (event.body().kind()) {
            case TEXT, IMAGE, FILE -> true;
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                false;
        };
    }

    boolean isCustomers() {
        return first().author().type() == Author.Type.PERSON;
    }
}
