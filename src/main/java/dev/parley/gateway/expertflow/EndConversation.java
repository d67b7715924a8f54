package dev.parley.gateway.expertflow;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** {@code endConversation}: the customer ends the conversation. It is answered behind the word of the end, as everybody is told that. */
final class EndConversation implements EventHandler {
    private final Conversations conversations;

    EndConversation(Conversations conversations) {
        this.conversations = conversations;
    }

    @Override
    public Future<Answer> handle(JsonObject payload, CustomerSocket socket) {
        UUID conversation = Payload.conversation(payload);
        return socket.inTurn(conversation, () -> socket.joined(conversation).compose(this::end));
    }

    private Future<Answer> end(Attachment attachment) {
        Session session = attachment.session();
        return conversations
                .close(
                        new SessionRef(session.id(), session.bot(), ExpertflowGateway.NAME),
                        attachment.customer().author())
                .compose(closed -> told(closed, attachment))
                .map(told -> Answer.ok());
    }

    private static Future<Void> told(Appended closed, Attachment attachment) {
        if (closed.duplicate()) {
            throw Fault.ended();
        }
        attachment.offer(closed.session(), closed.events(), new Emissions());
        return attachment.over();
    }
}
