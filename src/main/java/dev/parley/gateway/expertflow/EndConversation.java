package dev.parley.gateway.expertflow;

import dev.parley.conversation.Conversations;
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

    private Future<Answer> end(Follower follower) {
        return conversations
                .close(
                        ConversationRef.of(follower.session()),
                        follower.customer().author())
                .compose(closed -> {
                    if (closed.duplicate()) {
                        throw Fault.ended();
                    }
                    return follower.toldTheEnd(closed.session());
                })
                .map(told -> Answer.ok());
    }
}
