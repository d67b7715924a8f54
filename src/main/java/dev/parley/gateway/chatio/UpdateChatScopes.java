package dev.parley.gateway.chatio;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code update_chat_scopes}: accepted for the sake of clients; there are no groups of agents here, so nothing changes. */
final class UpdateChatScopes implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        return Action.inChat(payload, call)
                .onSuccess(known -> call.succeed(Answer.of(new Push(
                        "chat_scopes_updated",
                        new JsonObject()
                                .put("chat_id", call.chat().id())
                                .put("added_scopes", new JsonObject())
                                .put("removed_scopes", new JsonObject())))));
    }
}
