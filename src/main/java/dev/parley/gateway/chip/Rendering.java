package dev.parley.gateway.chip;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages as the JSON clients get, the same live and in the history. Immutable; any thread. */
final class Rendering {
    /** In a note: where in RapidPro the message comes from. */
    static final String ORIGIN = "origin";

    /** In a note: the number of the user who sent it. */
    static final String USER = "user";

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final EventJson json;

    Rendering(EventJson json) {
        this.json = json;
    }

    /** The event that brings a message. */
    JsonObject chatOut(Message message, ChipEntry entry) {
        return new JsonObject().put("type", "chat_out").put("msg_out", out(message, entry));
    }

    /** A message in the history. */
    JsonObject item(Message message, ChipEntry entry) {
        return message.incoming()
                ? new JsonObject()
                        .put(
                                "msg_in",
                                begun(message)
                                        .put(
                                                "time",
                                                ChipTime.format(message.first().at())))
                : new JsonObject().put("msg_out", out(message, entry));
    }

    private JsonObject out(Message message, ChipEntry entry) {
        Event first = message.first();
        JsonObject out = begun(message);
        JsonArray attachments = new JsonArray();
        message.events().forEach(event -> attachment(event.body()).ifPresent(attachments::add));
        if (!attachments.isEmpty()) {
            out.put("attachments", attachments);
        }
        if (entry.quickReplies()
                && first.body() instanceof Body.Text text
                && !text.buttons().isEmpty()) {
            JsonArray replies = new JsonArray();
            text.buttons().forEach(button -> replies.add(button.title()));
            out.put("quick_replies", replies);
        }
        out.put("origin", origin(first));
        user(first, entry).ifPresent(user -> out.put("user", user(user, entry)));
        return out.put("time", ChipTime.format(first.at()));
    }

    private static JsonObject begun(Message message) {
        return new JsonObject().put("id", message.id().number()).put("text", text(message.first()));
    }

    // Courier's quick replies are for other channels; the buttons of other engines nobody would see but as lines.
    private static String text(Event event) {
        if (!(event.body() instanceof Body.Text text)) {
            return "";
        }
        return event.note() != null || text.buttons().isEmpty() ? text.text() : lines(text.text(), text.buttons());
    }

    private static String lines(String text, List<Button> buttons) {
        StringBuilder lines = new StringBuilder(text);
        for (int i = 0; i < buttons.size(); i++) {
            lines.append('\n').append(i + 1).append(". ").append(buttons.get(i).title());
        }
        return lines.toString();
    }

    private Optional<String> attachment(Body body) {
        return switch (body.kind()) {
            case FILE -> Optional.of(attachment((Body.File) body));
            case IMAGE -> Optional.of(attachment((Body.Image) body));
            case TEXT,
                    INVALID_IMAGE,
                    WITHHELD,
                    JOINED,
                    LEFT,
                    HANDED_OFF,
                    NO_AGENT,
                    DATA_MERGED,
                    TYPING,
                    CLOSED,
                    UNKNOWN -> Optional.empty();
        };
    }

    private static String attachment(Body.File file) {
        return Objects.requireNonNullElse(file.type(), UNKNOWN_TYPE) + ":" + file.url();
    }

    private String attachment(Body.Image image) {
        return image.type() + ":" + json.imageUrl(image);
    }

    // What a human of this server says is said in a chat, what a bot says in a flow.
    private static String origin(Event first) {
        JsonObject note = first.note();
        if (note != null && note.getValue(ORIGIN) instanceof String origin) {
            return origin;
        }
        return first.author().type() == Author.Type.AGENT ? "chat" : "flow";
    }

    /** The user as listed now: one who is listed no more is not shown. */
    private static Optional<ChipUser> user(Event first, ChipEntry entry) {
        JsonObject note = first.note();
        return note != null && note.getValue(USER) instanceof Number id ? entry.user(id.longValue()) : Optional.empty();
    }

    private static JsonObject user(ChipUser user, ChipEntry entry) {
        JsonObject shown =
                new JsonObject().put("id", user.id()).put("email", user.email()).put("name", user.name());
        String avatar = user.avatar();
        return avatar == null || avatar.isEmpty() ? shown : shown.put("avatar", absolute(avatar, entry.storageUrl()));
    }

    private static String absolute(String avatar, @Nullable String storage) {
        if (storage == null || avatar.startsWith("https://") || avatar.startsWith("http://")) {
            return avatar;
        }
        return storage.replaceAll("/+$", "") + "/" + avatar.replaceAll("^/+", "");
    }
}
