package dev.parley.gateway.chatio;

import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code send_event}: the customer says something; where no thread is active, that opens one. */
record SendEvent(ThreadWriter writer) implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        Draft draft =
                SentEvent.read(payload.getValue("event"), call.chat().profile().author());
        return Action.inChat(payload, call)
                .compose(known -> writer.say(call, List.of(draft), new JsonObject(), SendEvent::answer));
    }

    private static Answer answer(Written written) {
        JsonObject said = new JsonObject()
                .put("thread_id", written.thread().id().toString())
                .put("event", written.events().get(0));
        return new Answer(said, written.push());
    }
}
