package dev.parley.gateway.chatio;

import dev.parley.conversation.DocumentQueries.Owner;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** {@code update_chat_thread_properties}: kept with the thread, and told to the bot of an active one as data. */
record UpdateThreadProperties(ChatioContext context, DocumentWriter documents, ThreadWriter writer) implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        JsonObject set = Properties.flat(Fields.object(payload, "properties"));
        UUID thread = Fields.thread(payload.getValue("thread_id"));
        return Action.inChat(payload, call)
                .compose(known -> context.newestFirst(call.chat().customer()))
                .compose(threads -> {
                    Session meant = threads.stream()
                            .filter(session -> session.id().equals(thread))
                            .findFirst()
                            .orElseThrow(() -> Fault.validation("there is no such thread"));
                    return change(meant.id(), set, call);
                });
    }

    private Future<?> change(UUID thread, JsonObject set, Call call) {
        Chat chat = call.chat();
        Session active = chat.active();
        Future<Void> told = active != null && active.id().equals(thread)
                ? writer.inform(chat, new JsonObject().put("thread_properties", Properties.plain(set)))
                : Future.succeededFuture();
        return told.compose(done -> documents.change(call, new Owner.OfSession(thread), Profile.THREAD_PROPERTIES, set))
                .onSuccess(changed -> call.succeed(Answer.of(
                        chat.pushesOf(Profile.THREAD_PROPERTIES, set, thread).get(0))));
    }
}
