package dev.parley.feed;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The listeners of one event loop for one kind of key, and the loop's interest in it: named to all when the first
 * listener comes and taken back when the last has gone. Belongs to its event loop; a listener may come or go while others
 * are told, and coming and going costs the same however many there are.
 *
 * @param <K> what they listen to
 * @param <L> who listens, by identity
 */
final class Audience<K, L> {
    private final Interest<K> interest;
    private final Inbox inbox;

    /** Nearly always one a key, which is then an immutable set; more of them can be changed. */
    private final Map<K, Set<L>> listeners = new HashMap<>();

    private int telling;

    Audience(Interest<K> interest, Inbox inbox) {
        this.interest = interest;
        this.inbox = inbox;
    }

    /** Somebody listens, until the returned registration is ended. */
    Registration add(K key, L listener) {
        Set<L> there = listeners.get(key);
        if (there == null) {
            listeners.put(key, Set.of(listener));
            interest.add(key, inbox);
        } else {
            changeable(key, there).add(listener);
        }
        return () -> remove(key, listener);
    }

    private void remove(K key, L listener) {
        Set<L> there = listeners.get(key);
        if (there == null || !there.contains(listener)) {
            return;
        }
        if (there.size() == 1) {
            listeners.remove(key);
            interest.remove(key, inbox);
        } else {
            changeable(key, there).remove(listener);
        }
    }

    /** The same listeners to be changed: others while somebody is told, who goes on with the set as it was. */
    private Set<L> changeable(K key, Set<L> there) {
        if (telling == 0 && there instanceof LinkedHashSet<L>) {
            return there;
        }
        Set<L> copy = new LinkedHashSet<>(there);
        listeners.put(key, copy);
        return copy;
    }

    /** Tells those who listen to this. */
    void tell(K key, Consumer<L> word) {
        Set<L> there = listeners.get(key);
        if (there == null) {
            return;
        }
        telling++;
        try {
            there.forEach(word);
        } finally {
            telling--;
        }
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
