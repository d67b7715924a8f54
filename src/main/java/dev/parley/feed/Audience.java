package dev.parley.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The listeners of one event loop for one kind of key, and the loop's interest in it: named to all when the first
 * listener comes and taken back when the last has gone. Belongs to its event loop; a listener may come or go while others
 * are told.
 *
 * @param <K> what they listen to
 * @param <L> who listens
 */
final class Audience<K, L> {
    private final Interest<K> interest;
    private final Inbox inbox;
    private final Map<K, List<L>> listeners = new HashMap<>();

    Audience(Interest<K> interest, Inbox inbox) {
        this.interest = interest;
        this.inbox = inbox;
    }

    /** Somebody listens, until the returned registration is ended. */
    Registration add(K key, L listener) {
        // Replaced, never changed: whoever is being told goes on with the list as it was.
        List<L> there = listeners.get(key);
        if (there == null) {
            listeners.put(key, List.of(listener));
            interest.add(key, inbox);
        } else {
            List<L> more = new ArrayList<>(there.size() + 1);
            more.addAll(there);
            more.add(listener);
            listeners.put(key, more);
        }
        return () -> remove(key, listener);
    }

    private void remove(K key, L listener) {
        List<L> there = listeners.get(key);
        if (there == null || !there.contains(listener)) {
            return;
        }
        if (there.size() == 1) {
            listeners.remove(key);
            interest.remove(key, inbox);
        } else {
            List<L> rest = new ArrayList<>(there);
            rest.remove(listener);
            listeners.put(key, rest);
        }
    }

    /** Tells those who listen to this. */
    void tell(K key, Consumer<L> telling) {
        listeners.getOrDefault(key, List.of()).forEach(telling);
    }

    /** What is listened to now. */
    Collection<K> keys() {
        return List.copyOf(listeners.keySet());
    }

    /** Nobody listens any more. */
    void clear() {
        listeners.keySet().forEach(key -> interest.remove(key, inbox));
        listeners.clear();
    }
}
