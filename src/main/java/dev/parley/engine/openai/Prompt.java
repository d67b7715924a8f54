package dev.parley.engine.openai;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a conversation into the words of a chat-completions request: the person is the user, the bot's side the assistant. */
final class Prompt {
    private Prompt() {}

    static JsonArray messages(Optional<String> system, List<Event> history) {
        JsonArray messages = new JsonArray();
        system.ifPresent(text -> messages.add(message("system", text)));
        for (Event event : history) {
            String said = said(event.body());
            // What the server says, such as that something failed, is not part of the talk.
            if (said != null && event.author().type() != Author.Type.SYSTEM) {
                boolean person = event.author().type() == Author.Type.PERSON;
                messages.add(message(person ? "user" : "assistant", said));
            }
        }
        return messages;
    }

    /** Whether the person wants an answer to this. */
    static boolean asks(Event event) {
        return event.author().type() == Author.Type.PERSON && said(event.body()) != null;
    }

    private static @Nullable String said(Body body) {
        if (body instanceof Body.Text text) {
            return text.text();
        }
        if (body instanceof Body.Image) {
            return "[an image]";
        }
        if (body instanceof Body.File file) {
            return "[a file" + (file.name() == null ? "" : ": " + file.name()) + "]";
        }
        return null;
    }

    private static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }
}
