package dev.parley.gateway.phoenix;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pushes made of one batch of events on one event loop, each event's once for all its receivers. Plain clients get
 * AIDA's {@code btu_msg}, clients that joined with {@code sessions} the whole event.
 */
final class EventMessages {
    private final EventJson json;
    private final EventText texts;
    // A batch has one or two events nearly always; a list is the smallest thing that serves.
    private final List<Made> plain = new ArrayList<>(2);
    private final List<Made> full = new ArrayList<>(2);

    EventMessages(EventJson json, EventText texts) {
        this.json = json;
        this.texts = texts;
    }

    /** True for what a person is shown of a log: what was said, and the end. */
    static boolean isShown(Event event) {
        Body body = event.body();
        return body instanceof Body.Text
                || body instanceof Body.Image
                || body instanceof Body.File
                || body instanceof Body.Closed;
    }

    /** The push for plain clients, null when they are not shown the event. */
    @Nullable
    EventPush plain(Event event) {
        return find(plain, event, () -> {
            String text = texts.of(event);
            return text == null ? null : EventPush.line(text);
        });
    }

    /** The push for clients that count seqs, null when they are not shown the event. */
    @Nullable
    EventPush full(Event event) {
        return find(full, event, () -> {
            if (!isShown(event)) {
                return null;
            }
            if (event.body() instanceof Body.Closed) {
                return new EventPush("session_closed", new JsonObject().put("seq", event.seq()));
            }
            boolean person = event.author().type() == Author.Type.PERSON;
            return new EventPush(person ? "utb_msg" : "btu_msg", json.of(event));
        });
    }

    private static @Nullable EventPush find(List<Made> made, Event event, Maker maker) {
        for (Made one : made) {
            if (one.event.id().equals(event.id())) {
                return one.push;
            }
        }
        EventPush push = maker.make();
        made.add(new Made(event, push));
        return push;
    }

    private interface Maker {
        @Nullable
        EventPush make();
    }

    private record Made(Event event, @Nullable EventPush push) {}
}
