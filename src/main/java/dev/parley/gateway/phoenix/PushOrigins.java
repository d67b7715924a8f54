package dev.parley.gateway.phoenix;

import dev.parley.conversation.Event;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which living channel pushed which event, so that in scope {@code topic} an answer goes to the socket that asked,
 * whichever event loop that is on. The one thing loops share; entries go with their channel.
 */
final class PushOrigins {
    private final Map<Pushed, BotChannel> channels = new ConcurrentHashMap<>();

    /** By the event's id, which is known before its seq. */
    private final Map<UUID, Writing> writing = new ConcurrentHashMap<>();

    private static final class Writing {
        private final BotChannel channel;
        private @Nullable Pushed heard;

        Writing(BotChannel channel) {
            this.channel = channel;
        }
    }

    /**
     * Notes who is about to store an event. Another loop may hear of it, and of its answer, before the channel's own loop
     * hears from the store.
     */
    void writing(UUID event, BotChannel channel) {
        writing.put(event, new Writing(channel));
    }

    /** A loop hears of an event; to be called before it looks at later ones. */
    void heard(UUID session, Event event) {
        if (!writing.isEmpty()) {
            writing.computeIfPresent(event.id(), (id, one) -> {
                one.heard = new Pushed(session, event.seq());
                channels.put(one.heard, one.channel);
                return one;
            });
        }
    }

    /** The channel has heard from the store; what the event was added as meanwhile, null if no loop came by. */
    @Nullable
    Pushed written(UUID event) {
        Writing one = writing.remove(event);
        return one == null ? null : one.heard;
    }

    void add(Pushed push, BotChannel channel) {
        channels.put(push, channel);
    }

    void remove(Pushed push) {
        channels.remove(push);
    }

    /** The channel that pushed this event and still lives. Compare it by identity only: it may be another loop's. */
    @Nullable
    BotChannel of(UUID session, long seq) {
        return channels.get(new Pushed(session, seq));
    }

    /** A place in a log. */
    record Pushed(UUID session, long seq) {}
}
