package dev.parley.gateway.chatio;

import dev.parley.conversation.Event;
import dev.parley.conversation.PageLimit;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * {@code get_chats_summary}: the chats of the customer, of which there is one at most, with the last event of each type
 * among the newest ones.
 */
record GetChatsSummary(ChatioContext context, ThreadIndex index) implements Action {
    private static final int USUAL = 10;
    private static final int MOST = 25;

    /** How many events of a thread are looked at, and how many threads that have none to show are passed over. */
    private static final PageLimit EVENTS = PageLimit.of(100);

    private static final int THREADS = 5;

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        int offset = Fields.count(payload, "offset", 0);
        int limit = Math.min(MOST, Fields.count(payload, "limit", USUAL));
        Chat chat = call.chat();
        return chat.readProfile()
                .compose(read -> context.newestFirst(chat.customer()))
                .compose(threads -> {
                    boolean shown = !threads.isEmpty() && offset == 0 && limit > 0;
                    Future<JsonArray> chats = shown
                            ? summary(chat, threads).map(summary -> new JsonArray().add(summary))
                            : Future.succeededFuture(new JsonArray());
                    return chats.onSuccess(summaries -> call.succeed(Answer.of(new JsonObject()
                            .put("chats_summary", summaries)
                            .put("total_chats", threads.isEmpty() ? 0 : 1))));
                });
    }

    private Future<JsonObject> summary(Chat chat, List<Session> threads) {
        Session newest = threads.get(0);
        JsonObject lastEvents = new JsonObject();
        return index.at(newest.id(), newest.lastSeq())
                .compose(state -> lastEvents(chat, threads, 0, lastEvents)
                        .map(order -> chat.view()
                                .at(state)
                                .bare()
                                .put("order", Math.max(order, newest.createdAt().getEpochSecond()))
                                .put("last_event_per_type", lastEvents)));
    }

    /** Adds the last events of the newest thread that shows any; when the last of them was, in seconds. */
    private Future<Long> lastEvents(Chat chat, List<Session> threads, int at, JsonObject found) {
        if (at == Math.min(THREADS, threads.size())) {
            return Future.succeededFuture(0L);
        }
        Session thread = threads.get(at);
        return index.at(thread.id(), thread.lastSeq())
                .compose(state -> context.reader()
                        .before(thread.id(), state.seq() + 1, EVENTS)
                        .compose(page -> {
                            long last = add(chat, thread, state, page.events(), found);
                            return last == 0 ? lastEvents(chat, threads, at + 1, found) : Future.succeededFuture(last);
                        }));
    }

    private long add(Chat chat, Session thread, ThreadState state, List<Event> events, JsonObject found) {
        long order = state.order();
        long last = 0;
        for (int i = events.size() - 1; i >= 0; i--) {
            Event event = events.get(i);
            if (Rendering.isShown(event)) {
                JsonObject shown = context.rendering().event(event, order, chat.customer());
                order--;
                last = Math.max(last, event.at().getEpochSecond());
                String type = shown.getString(Rendering.TYPE);
                if (!found.containsKey(type)) {
                    found.put(
                            type,
                            new JsonObject()
                                    .put("thread_id", thread.id().toString())
                                    .put("thread_order", Ids.threadOrder(thread.createdAt()))
                                    .put("event", shown));
                }
            }
        }
        return last;
    }
}
