package dev.parley.gateway.chatio;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The actions by name, but for {@code login} and {@code ping}, which are a connection's own. Immutable. */
final class Actions {
    /** What HTTP requests may ask for as well. */
    private static final Set<String> BY_HTTP = Set.of(
            "start_chat",
            "send_event",
            "send_sneak_peek",
            "send_rich_message_postback",
            "close_thread",
            "update_customer",
            "update_chat_properties",
            "update_chat_thread_properties",
            "update_chat_scopes");

    private final Map<String, Action> byName = new HashMap<>();

    Actions(
            ChatioContext context,
            Customers customers,
            ThreadIndex index,
            DocumentWriter documents,
            ThreadWriter writer) {
        byName.put("get_chats_summary", new GetChatsSummary(context, index));
        byName.put("get_chat_threads_summary", new GetChatThreadsSummary(context, index));
        byName.put("get_chat_threads", new GetChatThreads(context, index));
        byName.put("start_chat", new StartChat(documents, writer));
        byName.put("send_event", new SendEvent(writer));
        byName.put("send_sneak_peek", new SendSneakPeek(context.conversations()));
        byName.put("send_rich_message_postback", new SendPostback(writer));
        byName.put("close_thread", new CloseThread(writer));
        byName.put("update_customer", new UpdateCustomer(customers, writer));
        byName.put("update_chat_properties", new UpdateChatProperties(documents, writer));
        byName.put("update_chat_thread_properties", new UpdateThreadProperties(context, documents, writer));
        byName.put("update_chat_scopes", new UpdateChatScopes());
        byName.put("update_last_seen_timestamp", new UpdateLastSeen(context.conversations(), documents));
    }

    /** An action; a {@link Fault} when there is none. */
    Action of(String name) {
        Action action = byName.get(name);
        if (action == null) {
            throw Fault.validation(name.isEmpty() ? "action is missing" : "there is no such action");
        }
        return action;
    }

    /** An action that can be asked for over HTTP; a {@link Fault} when it cannot. */
    Action byHttp(String name) {
        if (!BY_HTTP.contains(name)) {
            throw Fault.validation("there is no such action here").status(404);
        }
        return of(name);
    }
}
