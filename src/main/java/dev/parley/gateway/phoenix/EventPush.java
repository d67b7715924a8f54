package dev.parley.gateway.phoenix;

import dev.parley.phoenix.Broadcast;
import dev.parley.phoenix.ChannelSocket;
import dev.parley.phoenix.Payload;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One push about a session on its way to all its receivers on one event loop: encoded once, and again only for a client
 * that writes the topic or the session id in another case.
 */
final class EventPush {
    private final String event;
    private final JsonObject payload;
    private @Nullable Broadcast last;
    private String lastSession = "";

    /**
     * @param payload what is sent, but for {@code session}
     */
    EventPush(String event, JsonObject payload) {
        this.event = event;
        this.payload = payload;
    }

    /** A line as AIDA's clients know it. */
    static EventPush line(String text) {
        return new EventPush("btu_msg", new JsonObject().put("text", text));
    }

    /** Pushes it on the channel's topic.
     *
     * @param session the id as this client writes it
     */
    void to(ChannelSocket socket, String session) {
        socket.push(on(socket.topic(), session));
    }

    private Broadcast on(String topic, String session) {
        Broadcast ready = last;
        if (ready == null || !ready.topic().equals(topic) || !lastSession.equals(session)) {
            // The frame keeps what is encoded now, so the object may name another session afterwards.
            ready = new Broadcast(topic, event, Payload.of(payload.put("session", session)));
            last = ready;
            lastSession = session;
        }
        return ready;
    }
}
