package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What happens in a conversation without anything being said, as the JSON clients get. Any thread. */
final class Activity {
    private static final String KIND = "ActivityMessage";
    private static final String WELCOME = "Welcome";

    private Activity() {}

    /** All that an event is to a customer in which nothing is said; nothing for what is not shown. */
    static List<JsonObject> shown(Event event, ConversationSnapshot known) {
        return switch (event.body().kind()) {
            case JOINED -> presence(event, known, "participantAdded", "participantJoined");
            case LEFT -> presence(event, known, "participantLeft", "participantRemoved");
            case HANDED_OFF -> List.of(of(event, known, "handOff", new JsonObject()));
            case NO_AGENT -> List.of(of(event, known, "noAgentAvailable", new JsonObject()));
            case CLOSED ->
                List.of(of(event, known, "endOfConversation", new JsonObject().put("reason", reason(event.author()))));
            case TEXT, IMAGE, INVALID_IMAGE, FILE, WITHHELD, DATA_MERGED, TYPING, UNKNOWN -> List.of();
        };
    }

    // Customers and bots come and go; humans who serve are put into a conversation and taken out as well.
    private static List<JsonObject> presence(Event event, ConversationSnapshot known, String first, String second) {
        JsonObject info = new JsonObject()
                .put("participant", known.participant(event.author()).json());
        if (event.author().type() == Author.Type.AGENT) {
            return List.of(of(event, known, first, info), of(event, known, second, info));
        }
        return List.of(of(event, known, event.body().kind() == Body.Kind.JOINED ? second : first, info));
    }

    private static String reason(Author author) {
        return switch (author.type()) {
            case PERSON -> "customer";
            case BOT, AGENT -> "bot";
            case SYSTEM -> "timeout";
        };
    }

    /** Somebody types; it is told and not kept. */
    static JsonObject typing(Author author, ConversationSnapshot known) {
        return passing("typing", known.participant(author), new JsonObject(), known);
    }

    /** What a customer is told who is here for the first time. */
    static JsonObject greetings(Participant bot, ConversationSnapshot known) {
        return passing("greetings", bot, new JsonObject().put("text", WELCOME), known);
    }

    /** A conversation that is gone with all it had is over for who still has it open. */
    static JsonObject erased(Participant bot, ConversationSnapshot known) {
        return passing("endOfConversation", bot, new JsonObject().put("reason", "bot"), known);
    }

    private static JsonObject passing(String type, Participant from, JsonObject info, ConversationSnapshot known) {
        return of(known.envelope(KIND, Draft.newId().toString(), from, Instant.now()), type, info);
    }

    private static JsonObject of(Event event, ConversationSnapshot known, String type, JsonObject info) {
        Participant from = known.participant(event.author());
        return of(known.envelope(KIND, event.id().toString(), from, event.at()), type, info);
    }

    private static JsonObject of(JsonObject envelope, String type, JsonObject info) {
        return envelope.put("activityType", type)
                .put("info", info)
                .put("tag", "")
                .put("processByBot", true);
    }
}
