package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events as pushes, each made once for all its receivers on one event loop: what a hint brings is handed to them one after
 * the other as the same list, and so what was made of it last is made of it still. Plain clients get AIDA's
 * {@code btu_msg}, clients that count seqs the whole event. Belongs to its event loop.
 */
final class Rendering {
    private final EventJson json;
    private final EventText texts;
    private List<Event> batch = List.of();
    private @Nullable EventPush[] plain = {};
    private @Nullable EventPush[] full = {};

    Rendering(EventJson json) {
        this.json = json;
        this.texts = new EventText(json);
    }

    /** True for what a person is shown of a log: what was said, and the end. */
    static boolean isShown(Event event) {
        return name(event) != null;
    }

    /** What an event is called on the channel; null for what a person is not shown. */
    private static @Nullable String name(Event event) {
        return switch (event.body().kind()) {
            case TEXT, IMAGE, FILE -> event.author().type() == Author.Type.PERSON ? "utb_msg" : "btu_msg";
            case CLOSED -> "session_closed";
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, UNKNOWN -> null;
        };
    }

    /** The push of one of these events for plain clients, null when they are not shown it. */
    @Nullable
    EventPush plain(List<Event> events, int index) {
        begin(events);
        if (plain[index] == null) {
            String text = texts.of(events.get(index));
            plain[index] = text == null ? null : EventPush.line(text);
        }
        return plain[index];
    }

    /** The push of one of these events for clients that count seqs, null when they are not shown it. */
    @Nullable
    EventPush full(List<Event> events, int index) {
        begin(events);
        if (full[index] == null) {
            Event event = events.get(index);
            String name = name(event);
            full[index] = name == null ? null : new EventPush(name, payload(event));
        }
        return full[index];
    }

    private JsonObject payload(Event event) {
        return event.body().kind() == Body.Kind.CLOSED ? new JsonObject().put("seq", event.seq()) : json.of(event);
    }

    @SuppressWarnings("ReferenceEquality")
    private void begin(List<Event> events) {
        if (batch != events) {
            batch = events;
            plain = new EventPush[events.size()];
            full = new EventPush[events.size()];
        }
    }
}
