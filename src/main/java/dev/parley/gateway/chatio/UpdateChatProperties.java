package dev.parley.gateway.chatio;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code update_chat_properties}: kept with the chat, and told to the bot of an active thread as data. */
record UpdateChatProperties(DocumentWriter documents, ThreadWriter writer) implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject set = Properties.flat(Fields.object(payload, "properties"));
        Chat chat = call.chat();
        return Action.inChat(payload, call)
                .compose(known -> {
                    JsonObject all = chat.profile().properties().copy().mergeIn(set);
                    return writer.inform(chat, new JsonObject().put("chat_properties", Properties.plain(all)));
                })
                .compose(told -> documents.change(call, Profile.PROPERTIES, set))
                .onSuccess(changed -> call.succeed(
                        Answer.of(chat.pushesOf(Profile.PROPERTIES, set, null).get(0))));
    }
}
