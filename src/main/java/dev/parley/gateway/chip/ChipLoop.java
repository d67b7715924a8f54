package dev.parley.gateway.chip;

import dev.parley.feed.KeyedQueue;
import dev.parley.feed.LogReader;
import dev.parley.feed.SessionHub;
import dev.parley.gateway.OpenConnections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/** What the gateway has on one event loop: open sockets, and the chats that the sockets of a visitor share. */
final class ChipLoop {
    private final SessionHub hub;
    private final LogReader reader;
    private final OpenConnections connections;
    private final BiFunction<Message, UUID, byte[]> encoding;
    private final KeyedQueue confirmations = new KeyedQueue();
    private final Map<Key, Chat> chats = new HashMap<>();

    private record Key(UUID person, UUID bot) {
        static Key of(Contact contact) {
            return new Key(contact.person(), contact.bot());
        }
    }

    /**
     * To be made on the event loop it is for.
     *
     * @param encoding a message of a bot as it is sent
     */
    ChipLoop(
            SessionHub hub, LogReader reader, OpenConnections connections, BiFunction<Message, UUID, byte[]> encoding) {
        this.hub = hub;
        this.reader = reader;
        this.connections = connections;
        this.encoding = encoding;
    }

    SessionHub hub() {
        return hub;
    }

    OpenConnections connections() {
        return connections;
    }

    /** The confirmations in the sessions this event loop owns, one after the other in each. */
    KeyedQueue confirmations() {
        return confirmations;
    }

    /** The chat of a contact, to be {@linkplain #leave left} again. */
    Chat enter(Contact contact, Chat.Viewer viewer) {
        Chat chat = chats.computeIfAbsent(
                Key.of(contact),
                first -> new Chat(hub, reader, contact, message -> encoding.apply(message, contact.bot())));
        chat.add(viewer);
        return chat;
    }

    void leave(Chat chat, Chat.Viewer viewer) {
        if (chat.remove(viewer)) {
            chats.remove(Key.of(chat.contact()), chat);
        }
    }
}
