package dev.parley.gateway.phoenix;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which living channel pushed which event, so that in scope {@code topic} an answer goes to the socket that asked,
 * whichever event loop that is on. The one thing loops share; entries go with their channel.
 */
final class Pushers {
    private final Map<Pushed, BotChannel> channels = new ConcurrentHashMap<>();

    void add(UUID session, long seq, BotChannel channel) {
        channels.put(new Pushed(session, seq), channel);
    }

    void remove(UUID session, long seq) {
        channels.remove(new Pushed(session, seq));
    }

    /** The channel that pushed this event and still lives. Compare it by identity only: it may be another loop's. */
    @Nullable
    BotChannel of(UUID session, long seq) {
        return channels.get(new Pushed(session, seq));
    }

    private record Pushed(UUID session, long seq) {}
}
