package dev.parley.gateway.chatio;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * What can be asked for, however it is carried. It answers the call itself; a failure of the future answers a call that
 * was not. The next request of a connection waits for the future.
 */
interface Action {
    Future<?> perform(JsonObject payload, Call call);

    /** Fails unless the payload names the customer's chat, and that has a thread. */
    static Future<Void> inChat(JsonObject payload, Call call) {
        Chat chat = call.chat();
        if (!Fields.string(payload, "chat_id").equals(chat.id())) {
            throw Fault.unknownChat();
        }
        // Another server may have begun it this very moment.
        Future<Void> looked = chat.newest() == null ? chat.look() : Future.succeededFuture();
        return looked.compose(
                known -> chat.newest() == null ? Future.failedFuture(Fault.unknownChat()) : Future.succeededFuture());
    }
}
