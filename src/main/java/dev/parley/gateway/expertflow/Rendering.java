package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Button;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import dev.parley.conversation.EventJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages and activities as the JSON clients get, the same live and in the history. Immutable; any thread. */
final class Rendering {
    private static final String CHAT_MESSAGE = "ChatMessage";
    private static final String ACTIVITY = "ActivityMessage";
    private static final String WELCOME = "Welcome";

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
        Event event = message.first();
        Body body = event.body();
        if (body instanceof Body.Joined) {
            return presence(event, known, "participantAdded", "participantJoined");
        }
        if (body instanceof Body.Left) {
            return presence(event, known, "participantLeft", "participantRemoved");
        }
        if (body instanceof Body.HandedOff) {
            return List.of(activity(event, known, "handOff", new JsonObject()));
        }
        if (body instanceof Body.NoAgent) {
            return List.of(activity(event, known, "noAgentAvailable", new JsonObject()));
        }
        return body instanceof Body.Closed
                ? List.of(activity(
                        event, known, "endOfConversation", new JsonObject().put("reason", reason(event.author()))))
                : List.of();
    }

    // Customers and bots come and go; humans who serve are put into a conversation and taken out as well.
    private List<JsonObject> presence(Event event, ConversationSnapshot known, String first, String second) {
        JsonObject info = new JsonObject()
                .put("participant", known.participant(event.author()).json());
        if (event.author().type() == Author.Type.AGENT) {
            return List.of(activity(event, known, first, info), activity(event, known, second, info));
        }
        return List.of(activity(event, known, event.body() instanceof Body.Joined ? second : first, info));
    }

    private static String reason(Author author) {
        return switch (author.type()) {
            case PERSON -> "customer";
            case BOT, AGENT -> "bot";
            case SYSTEM -> "timeout";
        };
    }

    /** A message as it is said. */
    JsonObject said(Message message, ConversationSnapshot known) {
        Event first = message.first();
        Participant from = known.participant(first.author());
        JsonObject json = envelope(CHAT_MESSAGE, first.id().toString(), from, first.at(), known)
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
            if (event.body() instanceof Body.File file) {
                attachments.add(attachment(file.type(), file.name(), file.url(), file.thumbnail()));
            } else if (event.body() instanceof Body.Image image) {
                String url = images.imageUrl(image);
                attachments.add(attachment(image.type(), image.image().toString(), url, url));
            }
        }
        return attachments;
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

    /** Somebody types; it is told and not kept. */
    JsonObject typing(Author author, ConversationSnapshot known) {
        return passing("typing", known.participant(author), new JsonObject(), known);
    }

    /** What a customer is told who is here for the first time. */
    JsonObject greetings(Participant bot, ConversationSnapshot known) {
        return passing("greetings", bot, new JsonObject().put("text", WELCOME), known);
    }

    /** A conversation that is gone with all it had is over for who still has it open. */
    JsonObject erased(Participant bot, ConversationSnapshot known) {
        return passing("endOfConversation", bot, new JsonObject().put("reason", "bot"), known);
    }

    private static JsonObject passing(String type, Participant from, JsonObject info, ConversationSnapshot known) {
        return activity(envelope(ACTIVITY, Draft.newId().toString(), from, Instant.now(), known), type, info);
    }

    private static JsonObject activity(Event event, ConversationSnapshot known, String type, JsonObject info) {
        Participant from = known.participant(event.author());
        return activity(envelope(ACTIVITY, event.id().toString(), from, event.at(), known), type, info);
    }

    private static JsonObject activity(JsonObject envelope, String type, JsonObject info) {
        return envelope.put("activityType", type)
                .put("info", info)
                .put("tag", "")
                .put("processByBot", true);
    }

    // Documentation and clients differ in what the kind of a message is called.
    private static JsonObject envelope(
            String kind, String id, Participant from, Instant at, ConversationSnapshot known) {
        Attributes attributes = known.attributes();
        return new JsonObject()
                .put("conversationId", known.session().id().toString())
                .put("messageId", id)
                .put("type", kind)
                .put("messageType", kind)
                .put("from", from.json())
                .put("to", new JsonArray())
                .put("refId", attributes.refId())
                .put("channel", attributes.channel())
                .put("language", attributes.text("language"))
                .put("timestamp", Times.format(at));
    }
}
