package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Sanitizer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads events as customers send them; what is none is a {@link Fault}. */
final class SentEvent {
    private static final int MAX_CUSTOM_ID = 255;
    private static final int MAX_NOTE = 65_536;

    /** What the server says of an event, and nobody else. */
    private static final List<String> SERVERS = List.of("id", "order", "timestamp", "author_id", "custom_id");

    /** Events that say something in another way than by words: the bot is told them as data. */
    private static final Set<String> STRUCTURED = Set.of("custom", "filled_form", "annotation", "rich_message");

    private SentEvent() {}

    static Draft read(@Nullable Object sent, Author author) {
        if (!(sent instanceof JsonObject event)) {
            throw Fault.validation("event is not an object");
        }
        String type = Fields.string(event, Rendering.TYPE);
        JsonObject note = event.copy();
        SERVERS.forEach(note::remove);
        JsonObject properties = Properties.shown(Properties.flat(Fields.object(event, "properties")));
        note.remove("properties");
        if (!properties.isEmpty()) {
            note.put("properties", properties);
        }
        Body body = switch (type) {
            case "message" -> message(event, note);
            case "file" -> file(event, note);
            default -> structured(type, event);
        };
        if (note.encode().length() > MAX_NOTE) {
            throw Fault.validation("the event is too long");
        }
        Draft draft = Draft.of(author, body, null, customId(event));
        return note.isEmpty() ? draft : draft.noted(note);
    }

    private static Body message(JsonObject event, JsonObject note) {
        String text = Fields.string(event, "text");
        if (Sanitizer.text(text).isEmpty()) {
            throw Fault.validation("text is empty");
        }
        note.remove("text");
        note.remove(Rendering.TYPE);
        return new Body.Text(text);
    }

    private static Body file(JsonObject event, JsonObject note) {
        String url = Fields.address(event, Rendering.URL);
        String name = Fields.label(event, "name");
        String contentType = Fields.label(event, "content_type");
        Long size = event.getValue("size") instanceof Number number ? Long.valueOf(number.longValue()) : null;
        List.of(Rendering.TYPE, Rendering.URL, "name", "content_type", "size").forEach(note::remove);
        // Clients take it for an image when there is either, and need both.
        if (!(event.getValue("width") instanceof Number) || !(event.getValue("height") instanceof Number)) {
            note.remove("width");
            note.remove("height");
        }
        return new Body.File(url, name, contentType, size);
    }

    private static Body structured(String type, JsonObject event) {
        if (!STRUCTURED.contains(type)) {
            throw Fault.validation("customers send no events of this type");
        }
        JsonObject told = event.copy();
        SERVERS.forEach(told::remove);
        told.remove(Rendering.TYPE);
        told.remove("properties");
        return new Body.DataMerged(
                new JsonObject().put(type, type.equals("custom") ? told.getValue("content") : told), Set.of());
    }

    /** The sender's own id of an event, if it gave one. */
    static @Nullable String customId(JsonObject event) {
        String id = Fields.optional(event, "custom_id");
        if (id != null && (id.isEmpty() || id.length() > MAX_CUSTOM_ID)) {
            throw Fault.validation("custom_id has 1 to " + MAX_CUSTOM_ID + " characters");
        }
        return id;
    }
}
