package dev.parley.gateway.chatio;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Documents.Owner;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;

/** {@code update_chat_thread_properties}: kept with the thread, and told to the bot of an active one as data. */
final class UpdateThreadProperties implements Action {
    private final Conversations conversations;

    UpdateThreadProperties(Conversations conversations) {
        this.conversations = conversations;
    }

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject set = Properties.flat(Fields.object(payload, "properties"));
        UUID thread = Fields.thread(payload.getValue("thread_id"));
        Chat chat = call.chat();
        return Action.inChat(payload, call)
                .compose(known -> chat.loop().threads().newestFirst(chat.customer()))
                .compose(threads -> {
                    Session meant = threads.stream()
                            .filter(session -> session.id().equals(thread))
                            .findFirst()
                            .orElseThrow(() -> Fault.validation("there is no such thread"));
                    return change(meant, set, call);
                });
    }

    private Future<?> change(Session thread, JsonObject set, Call call) {
        Chat chat = call.chat();
        UUID change = Draft.newId();
        Session newest = chat.newest();
        boolean active = chat.active() && newest != null && newest.id().equals(thread.id());
        Future<Void> told = active
                ? chat.speaking().inform(new JsonObject().put("thread_properties", Properties.plain(set)))
                : Future.succeededFuture();
        return told.compose(done -> {
                    chat.changes().expect(change, call.connection());
                    return conversations.change(
                            new Owner.OfSession(thread.id()),
                            Profile.THREAD_PROPERTIES,
                            new DataPatch(set, Set.of()),
                            change);
                })
                .onSuccess(changed -> call.succeed(Answer.of(chat.changes()
                        .pushOf(Profile.THREAD_PROPERTIES, set, thread.id())
                        .get(0))));
    }
}
