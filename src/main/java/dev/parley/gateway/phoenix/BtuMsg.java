package dev.parley.gateway.phoenix;

import dev.parley.phoenix.Broadcast;
import dev.parley.phoenix.Payload;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One {@code btu_msg} on its way to all its receivers on one event loop: encoded once, and again only for a client that
 * writes the topic or the session id in another case.
 */
final class BtuMsg {
    private final String text;
    private @Nullable Broadcast last;
    private String lastSession = "";

    BtuMsg(String text) {
        this.text = text;
    }

    Broadcast on(String topic, String session) {
        Broadcast ready = last;
        if (ready == null || !ready.topic().equals(topic) || !lastSession.equals(session)) {
            JsonObject payload = new JsonObject().put("text", text).put("session", session);
            ready = new Broadcast(topic, "btu_msg", new Payload.Encoded(payload.encode()));
            last = ready;
            lastSession = session;
        }
        return ready;
    }
}
