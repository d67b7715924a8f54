package dev.parley.gateway.chatio;

import dev.parley.conversation.Event;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a call waits to see in the log: its own words, that the thread ends, or one that it opens without a word. Immutable.
 *
 * @param events its words that were not seen yet
 * @param shown those that were, as they are shown
 * @param closes whether it waits for the end
 * @param opens the thread that begins with it; null when none does
 * @param properties of that thread, flat
 */
record Awaited(
        Set<UUID> events,
        List<JsonObject> shown,
        boolean closes,
        @Nullable UUID opens,
        JsonObject properties) {
    /** The end of the thread. */
    static final Awaited END = new Awaited(Set.of(), List.of(), true, null, new JsonObject());

    /** Words, and the properties of the thread that may begin with them. */
    static Awaited words(Set<UUID> events, JsonObject properties) {
        return new Awaited(Set.copyOf(events), List.of(), false, null, properties);
    }

    boolean has(Event event) {
        return events.contains(event.id());
    }

    /** Whether all its words were seen. */
    boolean isComplete() {
        return events.isEmpty();
    }

    /** Whether the thread begins with it, and without a word. */
    boolean opensBare(UUID thread) {
        return !closes && events.isEmpty() && thread.equals(opens);
    }

    /** After one of its words was seen. */
    Awaited seen(Event event, JsonObject as) {
        Set<UUID> rest = new HashSet<>(events);
        rest.remove(event.id());
        List<JsonObject> all = new ArrayList<>(shown);
        all.add(as);
        return new Awaited(Set.copyOf(rest), List.copyOf(all), closes, opens, properties);
    }

    /** Another word in place of its own, as it is a repeat of that. */
    Awaited instead(UUID first) {
        return new Awaited(Set.of(first), shown, closes, opens, properties);
    }

    /** The same, which opens this thread; null for none. */
    Awaited opening(@Nullable UUID thread) {
        return new Awaited(events, shown, closes, thread, properties);
    }
}
