package dev.parley.gateway.expertflow;

import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as the JSON clients get, the same live and in the history. Immutable; any thread. */
final class Rendering {
    private static final String CHAT_MESSAGE = "ChatMessage";

    private final EventJson images;

    /**
     * @param base what the addresses of images begin with
     */
    Rendering(String base) {
        this.images = new EventJson(base);
    }

    /** All that a piece of the log is to a customer; nothing for what is not shown. */
    List<JsonObject> shown(Message message, ConversationSnapshot known) {
        if (message.isSaid()) {
            return message.isWhisper() ? List.of() : List.of(said(message, known));
        }
        return Activity.shown(message.first(), known);
    }

    /** A message as it is said. */
    JsonObject said(Message message, ConversationSnapshot known) {
        Event first = message.first();
        Participant from = known.participant(first.author());
        JsonObject json = known.envelope(CHAT_MESSAGE, first.id().toString(), from, first.at())
                .put("text", text(first.body()))
                .put("attachments", attachments(message.events()))
                .put("tag", message.tag())
                .put(
                        "processByBot",
                        !message.isCustomers()
                                || message.lastSeq() <= known.session().enginePosition());
        if (from.type() == Participant.Type.BOT) {
            json.put("buttons", buttons(first.body())).put("botResponseType", "simple");
        }
        return json;
    }

    /** A message as it is kept. */
    JsonObject kept(Message message, ConversationSnapshot known) {
        String at = Times.format(message.first().at());
        return said(message, known).put("createdAt", at).put("updatedAt", at);
    }

    private static String text(Body body) {
        return body instanceof Body.Text text ? text.text() : "";
    }

    private static JsonArray buttons(Body body) {
        JsonArray buttons = new JsonArray();
        if (body instanceof Body.Text text) {
            for (Button button : text.buttons()) {
                buttons.add(new JsonObject().put("title", button.title()).put("value", button.value()));
            }
        }
        return buttons;
    }

    private JsonArray attachments(List<Event> events) {
        JsonArray attachments = new JsonArray();
        for (Event event : events) {
            JsonObject attachment = attachment(event.body());
            if (attachment != null) {
                attachments.add(attachment);
            }
        }
        return attachments;
    }

    private @Nullable JsonObject attachment(Body body) {
        return switch (body.kind()) {
            case FILE -> {
                Body.File file = (Body.File) body;
                yield attachment(file.type(), file.name(), file.url(), file.thumbnail());
            }
            case IMAGE -> {
                Body.Image image = (Body.Image) body;
                String url = images.imageUrl(image);
                yield attachment(image.type(), image.image().toString(), url, url);
            }
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
                    UNKNOWN -> null;
        };
    }

    private static JsonObject attachment(
            @Nullable String type, @Nullable String name, String url, @Nullable String thumbnail) {
        JsonObject attachment = new JsonObject();
        if (type != null) {
            attachment.put("type", type);
        }
        if (name != null) {
            attachment.put("name", name);
        }
        attachment.put("contentUrl", url);
        return thumbnail == null ? attachment : attachment.put("thumbnailUrl", thumbnail);
    }
}
