package dev.parley.gateway.chatio;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients are told when a document of their chat changes: properties, the customer's fields, when it was seen. */
final class ChangePushes {
    private ChangePushes() {}

    /**
     * What is told of a changed document; a customer's is told while a thread is active.
     *
     * @param view the chat after the change
     * @param thread the session whose document it is; null for the chat's
     */
    static List<Push> of(View view, boolean active, String document, JsonObject set, @Nullable UUID thread) {
        JsonObject payload = new JsonObject().put("chat_id", view.chat());
        return switch (document) {
            case Profile.CUSTOMER ->
                active ? List.of(new Push("customer_updated", payload.put("customer", view.user()))) : List.of();
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
