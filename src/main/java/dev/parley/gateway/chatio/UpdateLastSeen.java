package dev.parley.gateway.chatio;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;

/** {@code update_last_seen_timestamp}: the customer has seen the chat; the time is now unless the client says one. */
record UpdateLastSeen(Conversations conversations, DocumentWriter documents) implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        Object told = payload.getValue("timestamp");
        if (told != null && !(told instanceof Number)) {
            throw Fault.validation("timestamp is not a number");
        }
        long now = Instant.now().getEpochSecond();
        long asked = told instanceof Number number ? Math.min(now, Math.max(0, number.longValue())) : now;
        Chat chat = call.chat();
        return Action.inChat(payload, call).compose(known -> {
            String user = chat.customer().id();
            // It is never taken back.
            long before = Objects.requireNonNullElse(chat.profile().seen().getLong(user), 0L);
            JsonObject seen = new JsonObject().put(user, Math.max(before, asked));
            return documents.change(call, Profile.SEEN, seen).onSuccess(changed -> {
                JsonObject answer = new JsonObject().put("timestamp", seen.getValue(user));
                call.succeed(new Answer(
                        answer, chat.pushesOf(Profile.SEEN, seen, null).get(0)));
                tellBot(chat);
            });
        });
    }

    private void tellBot(Chat chat) {
        Session thread = chat.newest();
        if (thread != null && thread.open()) {
            conversations.seen(chat.customer().ref(thread.id()), thread.lastSeq());
        }
    }
}
