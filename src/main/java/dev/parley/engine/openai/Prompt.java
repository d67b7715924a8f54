package dev.parley.engine.openai;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts a conversation into the words of a chat-completions request: the person is the user, the bot's side the assistant. */
final class Prompt {
    private Prompt() {}

    /** @param pictures what the model is shown of the person's images, as URLs; it is told of the others in words */
    static JsonArray messages(Optional<String> system, List<Event> history, Map<UUID, String> pictures) {
        JsonArray messages = new JsonArray();
        system.ifPresent(text -> messages.add(message("system", text)));
        for (Event event : history) {
            String said = said(event.body());
            // What the server says, such as that something failed, is not part of the talk.
            if (said != null && event.author().type() != Author.Type.SYSTEM) {
                boolean person = event.author().type() == Author.Type.PERSON;
                String picture =
                        person && event.body() instanceof Body.Image image ? pictures.get(image.image()) : null;
                messages.add(
                        picture == null
                                ? message(person ? "user" : "assistant", said)
                                : message("user", picture(picture)));
            }
        }
        return messages;
    }

    /** Whether the person wants an answer to this. */
    static boolean asks(Event event) {
        return event.author().type() == Author.Type.PERSON && said(event.body()) != null;
    }

    private static @Nullable String said(Body body) {
        return switch (body.kind()) {
            case TEXT -> ((Body.Text) body).text();
            case IMAGE -> "[an image]";
            case FILE -> said((Body.File) body);
            case INVALID_IMAGE, WITHHELD, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                null;
        };
    }

    private static String said(Body.File file) {
        return "[a file" + (file.name() == null ? "" : ": " + file.name()) + "]";
    }

    private static JsonArray picture(String url) {
        return new JsonArray()
                .add(new JsonObject().put("type", "image_url").put("image_url", new JsonObject().put("url", url)));
    }

    private static JsonObject message(String role, Object content) {
        return new JsonObject().put("role", role).put("content", content);
    }
}
