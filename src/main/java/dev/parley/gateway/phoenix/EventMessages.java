package dev.parley.gateway.phoenix;

import dev.parley.conversation.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages made of one batch of events on one event loop, each event's once for all its receivers. */
final class EventMessages {
    private final EventText texts;
    private @Nullable UUID only;
    private @Nullable BtuMsg onlyMessage;
    private @Nullable Map<UUID, @Nullable BtuMsg> more;

    EventMessages(EventText texts) {
        this.texts = texts;
    }

    /** The message for an event, null when it is not shown. */
    @Nullable
    BtuMsg of(Event event) {
        UUID id = event.id();
        if (id.equals(only)) {
            return onlyMessage;
        }
        if (only == null) {
            only = id;
            onlyMessage = make(event);
            return onlyMessage;
        }
        if (more == null) {
            more = new HashMap<>();
        }
        if (!more.containsKey(id)) {
            more.put(id, make(event));
        }
        return more.get(id);
    }

    private @Nullable BtuMsg make(Event event) {
        String text = texts.of(event);
        return text == null ? null : new BtuMsg(text);
    }
}
