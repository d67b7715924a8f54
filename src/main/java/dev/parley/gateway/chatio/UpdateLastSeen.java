package dev.parley.gateway.chatio;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.Draft;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** {@code update_last_seen_timestamp}: the customer has seen the chat; the time is now unless the client says one. */
final class UpdateLastSeen implements Action {
    private final Conversations conversations;

    UpdateLastSeen(Conversations conversations) {
        this.conversations = conversations;
    }

    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        Object told = payload.getValue("timestamp");
        if (told != null && !(told instanceof Number)) {
            throw Fault.validation("timestamp is not a number");
        }
        long now = Instant.now().getEpochSecond();
        long asked = told instanceof Number number ? Math.min(now, Math.max(0, number.longValue())) : now;
        Chat chat = call.chat();
        UUID change = Draft.newId();
        return Action.inChat(payload, call).compose(known -> {
            String user = chat.customer().id();
            // It is never taken back.
            long before = Objects.requireNonNullElse(chat.profile().seen().getLong(user), 0L);
            JsonObject seen = new JsonObject().put(user, Math.max(before, asked));
            chat.changes().expect(change, call.connection());
            return conversations
                    .change(chat.customer().owner(), Profile.SEEN, new DataPatch(seen, Set.of()), change)
                    .onSuccess(changed -> {
                        chat.profile(chat.profile().after(Profile.SEEN, new DataPatch(seen, Set.of())));
                        JsonObject answer = new JsonObject().put("timestamp", seen.getValue(user));
                        call.succeed(new Answer(
                                answer,
                                chat.changes().pushOf(Profile.SEEN, seen, null).get(0)));
                        tellBot(chat);
                    });
        });
    }

    private void tellBot(Chat chat) {
        Session thread = chat.newest();
        if (thread != null && thread.open()) {
            conversations.seen(chat.speaking().target(thread.id()), thread.lastSeq());
        }
    }
}
