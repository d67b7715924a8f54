package dev.parley.gateway.chip;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Courier sends: one message for one visitor. Everything in it may be absent.
 *
 * @param attachments each a media type, a colon and an address
 * @param note what is kept of it for the clients
 * @param user the number of the user who wrote it
 */
record Sent(
        String chatId,
        String secret,
        String text,
        List<String> attachments,
        List<Button> quickReplies,
        JsonObject note,
        @Nullable Long user) {
    /** Reads a request; throws {@link Fields.Unusable} when it is none. */
    static Sent read(byte[] body) {
        Fields request = Fields.read(body);
        Fields message = request.object("msg");
        JsonObject note = new JsonObject();
        MessageId.note(note, message.integer("id"), message.text("uuid"));
        note.put(Rendering.ORIGIN, Objects.requireNonNullElse(message.text("origin"), ""));
        Long user = message.integer("user_id");
        if (user != null && user != 0) {
            note.put(Rendering.USER, user);
        }
        return new Sent(
                Objects.requireNonNullElse(request.text("chat_id"), ""),
                Objects.requireNonNullElse(request.text("secret"), ""),
                Objects.requireNonNullElse(message.text("text"), ""),
                message.texts("attachments"),
                message.list("quick_replies").stream().flatMap(Sent::button).toList(),
                note,
                user != null && user != 0 ? user : null);
    }

    // Courier has sent them as texts and, later, as objects.
    private static Stream<Button> button(Object reply) {
        if (reply instanceof JsonObject object && object.getValue("text") instanceof String text) {
            return Stream.of(new Button(text, text));
        }
        return reply instanceof String text ? Stream.of(new Button(text, text)) : Stream.empty();
    }

    /** The message as events: its text, if it has one or nothing else, and each attachment. */
    List<Draft> drafts(ChipBot bot) {
        Author author = Optional.ofNullable(user)
                .flatMap(bot.entry()::user)
                .map(ChipUser::name)
                .filter(name -> !name.isEmpty())
                .map(Conversations::agentAuthor)
                .orElseGet(() -> Conversations.botAuthor(bot.bot()));
        List<Body> bodies = new ArrayList<>(1 + attachments.size());
        if (!text.isEmpty() || !quickReplies.isEmpty() || attachments.isEmpty()) {
            bodies.add(new Body.Text(text, quickReplies, null));
        }
        attachments.forEach(attachment -> bodies.add(file(attachment)));
        List<Draft> drafts = new ArrayList<>(bodies.size());
        JsonObject first = bodies.size() == 1 ? note : note.copy().put(Message.PARTS, bodies.size());
        String id = MessageId.outside(note).orElse(null);
        drafts.add(Draft.of(author, bodies.get(0), null, id).noted(first));
        for (int part = 1; part < bodies.size(); part++) {
            drafts.add(Draft.of(author, bodies.get(part)).noted(new JsonObject().put(Message.PART, part)));
        }
        return drafts;
    }

    private static Body file(String attachment) {
        int colon = attachment.indexOf(':');
        String type = colon > 0 ? attachment.substring(0, colon) : null;
        boolean typed = type != null && type.contains("/");
        return typed
                ? new Body.File(attachment.substring(colon + 1), null, type, null)
                : new Body.File(attachment, null, null, null);
    }
}
