package dev.parley.gateway.chatio;

import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code get_chat_threads_summary}: a page of threads, the newest first, each with how many events it has. */
record GetChatThreadsSummary(ChatioContext context, ThreadIndex index) implements Action {
    private static final int USUAL = 25;
    private static final int MOST = 100;

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        int offset = Fields.count(payload, "offset", 0);
        int limit = Math.min(MOST, Fields.count(payload, "limit", USUAL));
        Chat chat = call.chat();
        return Action.inChat(payload, call)
                .compose(known -> context.newestFirst(chat.customer()))
                .compose(threads -> {
                    int start = Math.min(offset, threads.size());
                    List<Session> page = threads.subList(start, Math.min(threads.size(), start + limit));
                    JsonArray summaries = new JsonArray();
                    Future<?> chain = Future.succeededFuture();
                    for (Session thread : page) {
                        chain = chain.compose(before -> index.at(thread.id(), thread.lastSeq())
                                .onSuccess(state -> summaries.add(summary(thread, state))));
                    }
                    return chain.onSuccess(done -> call.succeed(Answer.of(
                            new JsonObject().put("threads_summary", summaries).put("total_threads", threads.size()))));
                });
    }

    // The API's reference and its clients call the number by different names.
    private static JsonObject summary(Session thread, ThreadState state) {
        return new JsonObject()
                .put("id", thread.id().toString())
                .put("order", Ids.threadOrder(thread.createdAt()))
                .put("total_events", state.order())
                .put("events_count", state.order());
    }
}
