package dev.parley.gateway.expertflow;

import dev.parley.conversation.Notification;
import dev.parley.socketio.Emission;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What is on its way to all sockets of one event loop: encoded once for those that know this server by the same name.
 * Belongs to the event loop, and to one hint or page.
 */
final class Emissions {
    private static final String EVENT = "messageArrived";

    private final Map<Key, List<Emission>> encoded = new HashMap<>(2);

    /**
     * @param about an event, or the session of what is none
     */
    private record Key(UUID about, String base) {}

    /**
     * @param base what the addresses of images begin with
     */
    List<Emission> shown(Message message, ConversationSnapshot known, String base) {
        return encoded(
                new Key(message.first().id(), base),
                () -> new Rendering(base)
                        .shown(message, known).stream().map(Emissions::of).toList());
    }

    Emission typing(Notification.Typing typing, ConversationSnapshot known, String base) {
        return of(new Rendering(base).typing(typing.author(), known));
    }

    static Emission of(JsonObject message) {
        return Emission.ofJson(EVENT, message.toBuffer());
    }

    private List<Emission> encoded(Key key, Supplier<List<Emission>> encode) {
        List<Emission> ready = encoded.get(key);
        if (ready == null) {
            ready = encode.get();
            encoded.put(key, ready);
        }
        return ready;
    }
}
