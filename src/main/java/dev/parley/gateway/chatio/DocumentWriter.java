package dev.parley.gateway.chatio;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.DataPatch;
import dev.parley.conversation.DocumentQueries.Owner;
import dev.parley.conversation.Draft;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;

/** Changes documents for calls: others are told of it, and the one who asked is answered. Any context. */
record DocumentWriter(Conversations conversations) {
    /** Sets members of a document of the chat as a whole. */
    Future<Void> change(Call call, String document, JsonObject set) {
        return change(call, call.chat().customer().owner(), document, set);
    }

    /** Sets members of a document. */
    Future<Void> change(Call call, Owner owner, String document, JsonObject set) {
        DataPatch patch = new DataPatch(set, Set.of());
        UUID change = Draft.newId();
        call.chat().expect(change, call.connection());
        return conversations
                .change(owner, document, patch, change)
                .onSuccess(changed -> call.chat().changed(document, patch))
                .mapEmpty();
    }
}
