package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events of the log as clients are shown them. An event of the customer has its type and all that the log has no place
 * for in its note, so that it is shown as it was sent. Immutable; any thread.
 */
final class Rendering {
    /** In a note: the event's type. What has none is not shown. */
    static final String TYPE = "type";

    /** In a note: where an uploaded image is, as an absolute address. */
    static final String URL = "url";

    /** In a note, in place of a type: what the customer pressed. */
    static final String POSTBACK = "postback";

    private static final int MOST_BUTTONS = 10;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final EventJson json;

    Rendering(EventJson json) {
        this.json = json;
    }

    /** Whether clients are shown an event; joining, leaving and data that is no event of theirs are hidden. */
    static boolean isShown(Event event) {
        JsonObject note = event.note();
        return switch (event.body().kind()) {
            case TEXT, IMAGE, FILE -> true;
            case DATA_MERGED -> note != null && note.containsKey(TYPE);
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, TYPING, UNKNOWN, CLOSED -> false;
        };
    }

    /** The button the customer pressed; null for every other event. */
    static @Nullable JsonObject postback(Event event) {
        JsonObject note = event.note();
        return event.body().kind() == Body.Kind.DATA_MERGED
                        && note != null
                        && !note.containsKey(TYPE)
                        && note.getValue(POSTBACK) instanceof JsonObject pressed
                ? pressed
                : null;
    }

    /**
     * An event that is shown.
     *
     * @param order its rank among those of its thread that are
     */
    JsonObject event(Event event, long order, Customer customer) {
        JsonObject note = event.note();
        JsonObject shown = note == null ? new JsonObject() : note.copy();
        shown.put("id", event.id().toString())
                .put("order", order)
                .put("timestamp", event.at().getEpochSecond());
        String author = author(event.author(), customer);
        if (author != null) {
            shown.put("author_id", author);
        }
        if (event.author().type() == Author.Type.PERSON && event.clientId() != null) {
            shown.put("custom_id", event.clientId());
        }
        switch (event.body().kind()) {
            case TEXT -> text(shown, (Body.Text) event.body(), event.author());
            case IMAGE -> image(shown, (Body.Image) event.body());
            case FILE -> file(shown, (Body.File) event.body());
            // All there is to show of data is in its note.
            case DATA_MERGED, INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, TYPING, UNKNOWN, CLOSED -> {}
        }
        return shown.containsKey("properties") ? shown : shown.put("properties", new JsonObject());
    }

    /** The user an event is from; null for the server itself. */
    static @Nullable String author(Author author, Customer customer) {
        return switch (author.type()) {
            case PERSON -> customer.id();
            case BOT -> Ids.botUser(customer.bot());
            case AGENT -> Ids.agent(customer.bot(), Objects.requireNonNullElse(author.name(), ""));
            case SYSTEM -> null;
        };
    }

    private static void text(JsonObject shown, Body.Text text, Author author) {
        List<Button> buttons = text.buttons();
        if (author.type() == Author.Type.SYSTEM) {
            shown.put(TYPE, "system_message")
                    .put("system_message_type", "server")
                    .put("text", text.text());
        } else if (buttons.isEmpty() || author.type() == Author.Type.PERSON) {
            shown.put(TYPE, "message").put("text", text.text());
        } else if (buttons.size() <= MOST_BUTTONS) {
            shown.put(TYPE, "rich_message").put("template_id", "cards").put("elements", cards(text));
        } else {
            shown.put(TYPE, "message").put("text", lines(text));
        }
    }

    private static JsonArray cards(Body.Text text) {
        JsonArray pressed = new JsonArray();
        text.buttons()
                .forEach(button -> pressed.add(new JsonObject()
                        .put("text", button.title())
                        .put("postback_id", button.value())
                        .put("user_ids", new JsonArray())));
        return new JsonArray().add(new JsonObject().put("title", text.text()).put("buttons", pressed));
    }

    private static String lines(Body.Text text) {
        StringBuilder lines = new StringBuilder(text.text());
        for (int i = 0; i < text.buttons().size(); i++) {
            lines.append('\n')
                    .append(i + 1)
                    .append(". ")
                    .append(text.buttons().get(i).title());
        }
        return lines.toString();
    }

    private void image(JsonObject shown, Body.Image image) {
        shown.put(TYPE, "file").put("content_type", image.type());
        if (!shown.containsKey(URL)) {
            shown.put(URL, json.imageUrl(image));
        }
        if (!shown.containsKey("name")) {
            shown.put("name", "image." + image.type().substring(image.type().indexOf('/') + 1));
        }
    }

    private static void file(JsonObject shown, Body.File file) {
        String url = file.url();
        shown.put(TYPE, "file")
                .put(URL, url)
                .put("name", file.name() == null ? url.substring(url.lastIndexOf('/') + 1) : file.name())
                .put("content_type", Objects.requireNonNullElse(file.type(), UNKNOWN_TYPE));
        if (file.size() != null) {
            shown.put("size", file.size());
        }
    }

    /** An agent as a user: the bot itself, or a human on its side. */
    static JsonObject agent(String id, String name, boolean present, @Nullable Long seen) {
        return new JsonObject()
                .put("id", id)
                .put(TYPE, "agent")
                .put("name", name)
                .put("present", present)
                .put("last_seen_timestamp", seen);
    }

    /** A human on the bot's side as a user. */
    static JsonObject human(UUID bot, String name, boolean present) {
        return agent(Ids.agent(bot, name), name, present, null);
    }
}
