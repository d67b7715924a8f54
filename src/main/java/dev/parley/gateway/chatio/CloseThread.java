package dev.parley.gateway.chatio;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code close_thread}: ends the active thread; the chat goes on with the next thing said. */
record CloseThread(ThreadWriter writer) implements Action {
    @Override
    public Future<?> perform(JsonObject payload, Call call) {
        return Action.inChat(payload, call).compose(known -> writer.close(call));
    }
}
