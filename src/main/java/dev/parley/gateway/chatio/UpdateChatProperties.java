package dev.parley.gateway.chatio;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;

/** {@code update_chat_properties}: kept with the chat, and told to the bot of an active thread as data. */
final class UpdateChatProperties implements Action {
    private final Conversations conversations;

    UpdateChatProperties(Conversations conversations) {
        this.conversations = conversations;
    }

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject set = Properties.flat(Fields.object(payload, "properties"));
        Chat chat = call.chat();
        UUID change = Draft.newId();
        return Action.inChat(payload, call)
                .compose(known -> {
                    JsonObject all = chat.profile().properties().copy().mergeIn(set);
                    return chat.speaking().inform(new JsonObject().put("chat_properties", Properties.plain(all)));
                })
                .compose(told -> {
                    chat.changes().expect(change, call.connection());
                    return conversations.change(
                            chat.customer().owner(), Profile.PROPERTIES, new DataPatch(set, Set.of()), change);
                })
                .onSuccess(changed -> {
                    chat.profile(chat.profile().after(Profile.PROPERTIES, new DataPatch(set, Set.of())));
                    call.succeed(Answer.of(
                            chat.changes().pushOf(Profile.PROPERTIES, set, null).get(0)));
                });
    }
}
