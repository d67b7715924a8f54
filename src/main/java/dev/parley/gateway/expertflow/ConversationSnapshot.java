package dev.parley.gateway.expertflow;

import dev.parley.conversation.Author;
import dev.parley.conversation.Session;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A conversation as far as it must be known to show something of it.
 *
 * @param session as it stood when that happened
 * @param customerId the customer's participant id
 */
record ConversationSnapshot(Session session, String customerId) {
    Attributes attributes() {
        return new Attributes(session.data());
    }

    Participant participant(Author author) {
        return Participant.of(author, customerId, attributes());
    }

    /** What every message begins with. Documentation and clients differ in what its kind is called, so it has both names. */
    JsonObject envelope(String kind, String id, Participant from, Instant at) {
        Attributes attributes = attributes();
        return new JsonObject()
                .put("conversationId", session.id().toString())
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
