package dev.parley.feed;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Which inboxes want to hear of what, by key: of a session, a person, a bot, or a slot. An inbox counts once a key; it
 * counts its own listeners. Read for every notification and from any thread, so it is never locked for reading.
 *
 * @param <K> what is named
 */
final class Interest<K> {
    private static final Inbox[] NOBODY = {};

    private final ConcurrentMap<K, Inbox[]> inboxes = new ConcurrentHashMap<>();

    /** An inbox hears of this from now on. */
    void add(K key, Inbox inbox) {
        inboxes.merge(key, new Inbox[] {inbox}, (there, more) -> {
            Inbox[] all = Arrays.copyOf(there, there.length + 1);
            all[there.length] = inbox;
            return all;
        });
    }

    /** An inbox hears of this no more. */
    void remove(K key, Inbox inbox) {
        inboxes.computeIfPresent(key, (name, there) -> {
            Inbox[] rest = Arrays.stream(there).filter(other -> other != inbox).toArray(Inbox[]::new);
            return rest.length == 0 ? null : rest;
        });
    }

    /** Names those who want to hear of this. */
    void of(K key, Consumer<Inbox> named) {
        for (Inbox inbox : inboxes.getOrDefault(key, NOBODY)) {
            named.accept(inbox);
        }
    }
}
