package dev.parley.gateway.chatio;

import dev.parley.conversation.DocumentQueries.Owner;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * {@code get_chat_threads}: whole threads with their events. Threads that are not there, perhaps because they were erased
 * since the client heard of them, are left out.
 */
record GetChatThreads(ChatioContext context, ThreadIndex index) implements Action {
    private static final int MOST_THREADS = 100;

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        List<Object> asked = Fields.list(payload, "thread_ids");
        if (asked.size() > MOST_THREADS) {
            throw Fault.validation("thread_ids has " + MOST_THREADS + " members at most");
        }
        Set<UUID> ids =
                asked.stream().map(Fields::thread).filter(id -> id != null).collect(Collectors.toUnmodifiableSet());
        Chat chat = call.chat();
        return Action.inChat(payload, call)
                .compose(known -> context.newestFirst(chat.customer()))
                .compose(threads -> {
                    JsonArray found = new JsonArray();
                    Future<?> chain = Future.succeededFuture();
                    for (Session thread : threads) {
                        if (ids.contains(thread.id())) {
                            chain = chain.compose(before -> thread(chat, thread))
                                    .onSuccess(found::add);
                        }
                    }
                    return chain.onSuccess(done -> call.succeed(Answer.of(
                            new JsonObject().put("chat", chat.view().bare().put("threads", found)))));
                });
    }

    private Future<JsonObject> thread(Chat chat, Session thread) {
        Future<JsonObject> properties =
                context.server().documents().document(new Owner.OfSession(thread.id()), Profile.THREAD_PROPERTIES);
        List<JsonObject> events = new ArrayList<>();
        return index.read(thread.id(), (event, log) -> {
                    if (Rendering.isShown(event)) {
                        events.add(context.rendering().event(event, log.order(), chat.customer()));
                    }
                })
                .compose(log -> properties.map(known -> chat.view().thread(thread, log, events, known)));
    }
}
