package dev.parley.gateway.chatio;

import dev.parley.conversation.Body;
import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** {@code send_rich_message_postback}: the customer pressed a button; the bot is told it as data. */
record SendPostback(ThreadWriter writer) implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject postback = Fields.object(payload, Rendering.POSTBACK);
        JsonObject pressed = new JsonObject()
                .put("event_id", Fields.string(payload, "event_id"))
                .put(
                        Rendering.POSTBACK,
                        new JsonObject()
                                .put("id", Fields.string(postback, "id"))
                                .put("toggled", !Boolean.FALSE.equals(postback.getValue("toggled"))));
        JsonObject told =
                pressed.getJsonObject(Rendering.POSTBACK).copy().put("event_id", pressed.getValue("event_id"));
        Draft draft = Draft.of(
                        call.chat().profile().author(),
                        new Body.DataMerged(new JsonObject().put(Rendering.POSTBACK, told), Set.of()))
                .noted(new JsonObject().put(Rendering.POSTBACK, pressed));
        return Action.inChat(payload, call)
                .compose(known ->
                        writer.say(call, List.of(draft), new JsonObject(), written -> Answer.of(written.push())));
    }
}
