package dev.parley.gateway.expertflow;

import dev.parley.conversation.Appended;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** {@code sendMessage}: the customer says something, or types. It is answered when it is stored. */
final class SendMessage implements EventHandler {
    private final Conversations conversations;

    SendMessage(Conversations conversations) {
        this.conversations = conversations;
    }

    @Override
    public Future<Answer> handle(JsonObject payload, CustomerSocket socket) {
        UUID conversation = Payload.conversation(payload);
        return socket.inTurn(
                conversation,
                () -> socket.joined(conversation).compose(follower -> {
                    Sent sent = Sent.read(payload);
                    return sent instanceof Sent.Said said ? say(said, socket, follower) : type(follower);
                }));
    }

    private Future<Answer> say(Sent.Said said, CustomerSocket socket, Follower follower) {
        List<Draft> drafts = said.drafts(follower.customer().author());
        UUID message = drafts.get(0).id();
        follower.writing(message);
        return conversations
                .append(socket.client().quota(), ConversationRef.of(follower.session()), drafts)
                .onFailure(refused -> follower.notWritten(message))
                .map(Appended::event)
                .map(event -> Answer.ok(new JsonObject()
                        .put("messageId", event.id().toString())
                        .put("timestamp", Times.format(event.at()))));
    }

    private Future<Answer> type(Follower follower) {
        Session session = follower.session();
        Notification.Typing typing = new Notification.Typing(
                session.id(), session.bot(), follower.customer().author(), true);
        follower.types(typing);
        conversations.tell(typing);
        return Future.succeededFuture(Answer.ok());
    }
}
