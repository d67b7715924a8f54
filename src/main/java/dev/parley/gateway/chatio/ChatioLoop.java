package dev.parley.gateway.chatio;

import dev.parley.feed.SessionHub;
import dev.parley.gateway.OpenConnections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What the gateway has on one event loop: open connections, and the chats that the connections of a customer share. */
final class ChatioLoop {
    private final ChatioContext context;
    private final Vertx vertx;
    private final SessionHub hub;
    private final OpenConnections connections;
    private final Customers customers;
    private final ThreadIndex index;
    private final ThreadWriter writer;
    private final Actions actions;
    private final Map<Key, Chat> chats = new HashMap<>();

    private record Key(UUID person, UUID bot) {
        static Key of(Customer customer) {
            return new Key(customer.person(), customer.bot());
        }
    }

    /** To be made on the event loop it is for. */
    ChatioLoop(ChatioContext context, Vertx vertx, OpenConnections connections, Tokens tokens) {
        this.context = context;
        this.vertx = vertx;
        this.hub = context.server().feed().hub(vertx);
        this.connections = connections;
        this.customers = new Customers(context.conversations(), tokens);
        this.index = new ThreadIndex(context.reader());
        DocumentWriter documents = new DocumentWriter(context.conversations());
        this.writer = new ThreadWriter(context.conversations(), documents, index);
        this.actions = new Actions(context, customers, index, documents, writer);
    }

    ChatioContext context() {
        return context;
    }

    SessionHub hub() {
        return hub;
    }

    OpenConnections connections() {
        return connections;
    }

    Customers customers() {
        return customers;
    }

    ThreadWriter writer() {
        return writer;
    }

    Actions actions() {
        return actions;
    }

    /** The chat of a customer, which its connections share; to be {@linkplain #leave left} again. */
    Chat enter(Customer customer) {
        Chat chat = chats.get(Key.of(customer));
        if (chat == null) {
            Chat begun = new Chat(context, vertx, hub, index, customer);
            chats.put(Key.of(customer), begun);
            // One that could not be read is read anew by who comes next.
            begun.loaded().onFailure(unreadable -> forget(begun));
            chat = begun;
        }
        chat.use(1);
        return chat;
    }

    void leave(Chat chat) {
        chat.use(-1);
        if (chat.unused()) {
            forget(chat);
        }
    }

    private void forget(Chat chat) {
        chats.remove(Key.of(chat.customer()), chat);
        chat.end();
    }

    /** Does something with the chat of a customer who may have no connection here. */
    Future<?> in(Customer customer, Function<Chat, Future<?>> action) {
        Chat chat = enter(customer);
        return chat.loaded().compose(loaded -> action.apply(chat)).onComplete(done -> leave(chat));
    }
}
