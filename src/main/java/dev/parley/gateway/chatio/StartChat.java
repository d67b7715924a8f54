package dev.parley.gateway.chatio;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * {@code start_chat}, in the shape clients send and the one of the API's reference: begins a thread with what the customer
 * says first. There is one chat of a customer with a bot; where a thread is active already, the chat goes on in it.
 */
final class StartChat implements Action {
    private static final int MOST_EVENTS = 25;

    private final Conversations conversations;

    StartChat(Conversations conversations) {
        this.conversations = conversations;
    }

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject chat = Fields.object(payload, "chat");
        JsonObject thread = Fields.object(chat, "thread");
        List<Object> events = Fields.list(payload.containsKey("events") ? payload : thread, "events");
        if (events.size() > MOST_EVENTS) {
            throw Fault.validation("a chat begins with " + MOST_EVENTS + " events at most");
        }
        CustomerCalls speaking = call.chat().speaking();
        List<Draft> drafts = events.stream()
                .map(event -> SentEvent.read(event, speaking.author()))
                .toList();
        JsonObject properties =
                Properties.flat(Fields.object(payload.containsKey("properties") ? payload : chat, "properties"));
        JsonObject threadProperties = Properties.flat(Fields.object(thread, "properties"));
        PendingCall saying = PendingCall.saying(call, drafts, written -> {
            JsonObject begun = new JsonObject().put("chat", written.chat());
            return new Answer(begun, new Push("incoming_chat_thread", begun));
        });
        return keep(properties, call).compose(kept -> speaking.say(saying, drafts, threadProperties));
    }

    private Future<Void> keep(JsonObject properties, Call call) {
        if (properties.isEmpty()) {
            return Future.succeededFuture();
        }
        Chat chat = call.chat();
        DataPatch patch = new DataPatch(properties, Set.of());
        UUID change = Draft.newId();
        chat.changes().expect(change, call.connection());
        return conversations
                .change(chat.customer().owner(), Profile.PROPERTIES, patch, change)
                .onSuccess(changed -> chat.profile(chat.profile().after(Profile.PROPERTIES, patch)))
                .mapEmpty();
    }
}
