package dev.parley.gateway.chatio;

import dev.parley.conversation.Author;
import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * {@code start_chat}, in the shape clients send and the one of the API's reference: begins a thread with what the customer
 * says first. There is one chat of a customer with a bot; where a thread is active already, the chat goes on in it.
 */
record StartChat(DocumentWriter documents, ThreadWriter writer) implements Action {
    private static final int MOST_EVENTS = 25;

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject chat = Fields.object(payload, "chat");
        JsonObject thread = Fields.object(chat, "thread");
        List<Object> events = Fields.list(payload.containsKey("events") ? payload : thread, "events");
        if (events.size() > MOST_EVENTS) {
            throw Fault.validation("a chat begins with " + MOST_EVENTS + " events at most");
        }
        Author author = call.chat().profile().author();
        List<Draft> drafts =
                events.stream().map(event -> SentEvent.read(event, author)).toList();
        JsonObject properties =
                Properties.flat(Fields.object(payload.containsKey("properties") ? payload : chat, "properties"));
        JsonObject threadProperties = Properties.flat(Fields.object(thread, "properties"));
        Future<Void> kept = properties.isEmpty()
                ? Future.succeededFuture()
                : documents.change(call, Profile.PROPERTIES, properties);
        return kept.compose(done -> writer.say(call, drafts, threadProperties, StartChat::answer));
    }

    private static Answer answer(Written written) {
        JsonObject begun = new JsonObject().put("chat", written.chat());
        return new Answer(begun, new Push("incoming_chat_thread", begun));
    }
}
