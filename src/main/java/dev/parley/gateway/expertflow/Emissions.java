package dev.parley.gateway.expertflow;

import dev.parley.conversation.Event;
import dev.parley.socketio.Emission;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Messages as they are emitted, each encoded once for all sockets of one event loop that know this server by the same
 * name: what a hint brings is handed to them one after the other as the same list. Belongs to its event loop.
 */
final class Emissions {
    private static final String EVENT = "messageArrived";

    private final Map<Key, List<Emission>> encoded = new HashMap<>(2);
    private List<Event> batch = List.of();

    private record Key(UUID event, String base) {}

    /**
     * @param events what the message is part of
     * @param base what the addresses of images begin with
     */
    @SuppressWarnings("ReferenceEquality")
    List<Emission> shown(List<Event> events, Message message, ConversationSnapshot known, String base) {
        if (batch != events) {
            batch = events;
            encoded.clear();
        }
        return encoded.computeIfAbsent(
                new Key(message.first().id(), base),
                first -> new Rendering(base)
                        .shown(message, known).stream().map(Emissions::of).toList());
    }

    static Emission of(JsonObject message) {
        return Emission.ofJson(EVENT, message.toBuffer());
    }
}
