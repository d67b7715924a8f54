package dev.parley.gateway.chatio;

import dev.parley.conversation.Documents.Owner;
import dev.parley.conversation.Notification;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What clients are told when a document of their chat changes: properties, the customer's fields, when it was seen. Who
 * changed it is answered instead. Belongs to its event loop.
 */
final class Changes {
    private static final int REMEMBERED = 64;

    private final Chat chat;
    private final Map<UUID, Connection> own = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Connection> eldest) {
            return size() > REMEMBERED;
        }
    };

    Changes(Chat chat) {
        this.chat = chat;
    }

    /** A connection is about to change a document itself, and will be answered instead of being told. */
    void expect(UUID change, @Nullable Connection by) {
        if (by != null) {
            own.put(change, by);
        }
    }

    /** A document was changed, from wherever. */
    void heard(Notification.DocumentChanged change) {
        chat.profile(chat.profile().after(change.name(), change.patch()));
        Connection by = own.remove(change.change());
        UUID thread = change.owner() instanceof Owner.OfSession session ? session.session() : null;
        pushOf(change.name(), change.patch().set(), thread).forEach(push -> chat.push(push, by));
    }

    /**
     * What is told of a changed document; a customer's is told while a thread is active.
     *
     * @param thread the session whose document it is; null for the chat's
     */
    List<Push> pushOf(String document, JsonObject set, @Nullable UUID thread) {
        JsonObject payload = new JsonObject().put("chat_id", chat.id());
        return switch (document) {
            case Profile.CUSTOMER ->
                chat.active()
                        ? List.of(new Push(
                                "customer_updated",
                                payload.put("customer", chat.view().user())))
                        : List.of();
            case Profile.PROPERTIES ->
                List.of(new Push("chat_properties_updated", payload.put("properties", Properties.shown(set))));
            case Profile.THREAD_PROPERTIES ->
                List.of(new Push(
                        "chat_thread_properties_updated",
                        payload.put("thread_id", String.valueOf(thread)).put("properties", Properties.shown(set))));
            case Profile.SEEN ->
                set.stream()
                        .map(seen -> new Push(
                                "last_seen_timestamp_updated",
                                payload.copy().put("user_id", seen.getKey()).put("timestamp", seen.getValue())))
                        .toList();
            default -> List.of();
        };
    }
}
