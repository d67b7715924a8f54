package dev.parley.gateway.chip;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One message as a client sees it. A text with attachments is one message here and several events in the log, written
 * together; the first one's note says how many.
 *
 * @param events at least one, in order
 */
record Message(UUID session, MessageId id, List<Event> events) {
    /** In the note of a message's first event: how many events it has. */
    static final String PARTS = "parts";

    /** In the notes of the others: their place behind the first. */
    static final String PART = "part";

    Event first() {
        return events.get(0);
    }

    long lastSeq() {
        return events.get(events.size() - 1).seq();
    }

    /** True for what the person said. */
    boolean incoming() {
        return first().author().type() == Author.Type.PERSON;
    }

    /** How many events a message has that begins with this one. */
    static int parts(Event first) {
        JsonObject note = first.note();
        return note == null ? 1 : note.getInteger(PARTS, 1);
    }

    /** True for an event that stands behind another of its message. */
    static boolean isPart(Event event) {
        JsonObject note = event.note();
        return note != null && note.containsKey(PART);
    }

    /** True for an event with which a message to the person begins. */
    static boolean begins(Event event) {
        return event.author().type() != Author.Type.PERSON && !isPart(event) && isShown(event.body());
    }

    private static boolean isShown(Body body) {
        return switch (body.kind()) {
            case TEXT, IMAGE, FILE -> true;
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                false;
        };
    }

    /** False when the piece of the log it was found in ends within it. */
    boolean complete() {
        return events.size() == parts(first());
    }

    /** The message with which a piece of a log begins, as far as the piece has it. */
    static Message at(UUID session, List<Event> piece) {
        Event first = piece.get(0);
        int end = Math.min(parts(first), piece.size());
        return new Message(session, MessageId.of(first), List.copyOf(piece.subList(0, end)));
    }

    /** The messages of what was said in one session, newest first; one whose first event is not there is left out. */
    static List<Message> newestFirst(UUID session, List<Event> newestFirst) {
        List<Message> messages = new ArrayList<>();
        List<Event> parts = new ArrayList<>();
        for (Event event : newestFirst) {
            parts.add(0, event);
            if (!isPart(event)) {
                messages.add(new Message(session, MessageId.of(event), List.copyOf(parts)));
                parts.clear();
            }
        }
        return messages;
    }
}
