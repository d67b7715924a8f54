package dev.parley.gateway.chip;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** True for what is said to the person and can be shown. */
    static boolean isOutgoing(Event event) {
        Body body = event.body();
        return event.author().type() != Author.Type.PERSON
                && (body instanceof Body.Text || body instanceof Body.Image || body instanceof Body.File);
    }

    /** False when the piece of the log it was found in ends within it. */
    boolean complete() {
        return events.size() == parts(first());
    }

    /** The first message to the person in a piece of a log, in ascending order. */
    static Optional<Message> firstOutgoing(UUID session, List<Event> piece) {
        for (int i = 0; i < piece.size(); i++) {
            Event first = piece.get(i);
            if (isOutgoing(first) && !isPart(first)) {
                int end = Math.min(i + parts(first), piece.size());
                return Optional.of(new Message(session, MessageId.of(first), List.copyOf(piece.subList(i, end))));
            }
        }
        return Optional.empty();
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
