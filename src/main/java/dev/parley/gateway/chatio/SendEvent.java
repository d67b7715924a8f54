package dev.parley.gateway.chatio;

import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code send_event}: the customer says something; where no thread is active, that opens one. */
final class SendEvent implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        CustomerCalls speaking = call.chat().speaking();
        Draft draft = SentEvent.read(payload.getValue("event"), speaking.author());
        PendingCall saying = PendingCall.saying(
                call,
                List.of(draft),
                written -> new Answer(
                        new JsonObject()
                                .put("thread_id", written.thread().id().toString())
                                .put("event", written.events().get(0)),
                        written.push()));
        return Action.inChat(payload, call).compose(known -> speaking.say(saying, List.of(draft), new JsonObject()));
    }
}
