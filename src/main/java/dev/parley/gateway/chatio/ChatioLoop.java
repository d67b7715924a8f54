package dev.parley.gateway.chatio;

import dev.parley.bot.Bot;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.websocket.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connections and chats of one event loop, what they are told, and one timer that looks at the clock for all of them. */
final class ChatioLoop {
    private static final int TIPS_PAGE = 500;
    private static final long TICK_MS = 1_000;

    private final ChatioGateway gateway;
    private final Context context;
    private final Customers customers;
    private final Actions actions;
    private final Threads threads;
    private final ThreadIndex index;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Set<WsConnection> webSockets = new LinkedHashSet<>();
    private final Map<Key, Chat> chats = new HashMap<>();
    private final Map<UUID, Chat> bySession = new HashMap<>();
    private @Nullable Licences licences;
    private @Nullable Promise<Void> drained;

    private record Key(UUID person, UUID bot) {}

    /** To be made on the event loop it is for. */
    ChatioLoop(ChatioGateway gateway, Vertx vertx, Context context, Tokens tokens) {
        this.gateway = gateway;
        this.context = context;
        this.customers = new Customers(gateway.conversations(), tokens);
        this.actions = new Actions(gateway.conversations(), customers);
        this.threads = new Threads(gateway.conversations());
        this.index = new ThreadIndex(gateway.conversations());
        vertx.setPeriodic(TICK_MS, timer -> tick());
    }

    ChatioGateway gateway() {
        return gateway;
    }

    Context context() {
        return context;
    }

    Conversations conversations() {
        return gateway.conversations();
    }

    Customers customers() {
        return customers;
    }

    Actions actions() {
        return actions;
    }

    Rendering rendering() {
        return gateway.rendering();
    }

    Threads threads() {
        return threads;
    }

    ThreadIndex index() {
        return index;
    }

    /** The bot a licence stands for. */
    Optional<Bot> bot(long license) {
        Licences now = licences;
        if (now == null) {
            now = Licences.of(gateway.bots().all());
            licences = now;
        }
        return now.bot(license);
    }

    void add(Connection connection) {
        connections.add(connection);
        gateway.connected(1);
        if (drained != null) {
            connection.close();
        }
    }

    void remove(Connection connection) {
        if (connections.remove(connection)) {
            gateway.connected(-1);
        }
        completeDrain();
    }

    /** A WebSocket stands. */
    void opened(WsConnection webSocket) {
        webSockets.add(webSocket);
    }

    /** A WebSocket is gone. */
    void gone(WsConnection webSocket) {
        webSockets.remove(webSocket);
        completeDrain();
    }

    private void completeDrain() {
        if (drained != null && connections.isEmpty() && webSockets.isEmpty()) {
            drained.tryComplete();
        }
    }

    /** The chat of a customer, which its connections share; to be {@linkplain #leave left} again. */
    Chat enter(Customer customer) {
        Key key = new Key(customer.person(), customer.bot());
        Chat chat = chats.get(key);
        if (chat == null) {
            Chat begun = new Chat(this, customer);
            chats.put(key, begun);
            // One that could not be read is read anew by who comes next.
            begun.ready().onFailure(unreadable -> forget(begun));
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
        Customer customer = chat.customer();
        chats.remove(new Key(customer.person(), customer.bot()), chat);
        moved(chat, chat.current(), null);
    }

    /** Does something with the chat of a customer who may have no connection here. */
    Future<?> in(Customer customer, Function<Chat, Future<?>> action) {
        Chat chat = enter(customer);
        return chat.ready().compose(ready -> action.apply(chat)).onComplete(done -> leave(chat));
    }

    /** A chat reads another thread from now on. */
    void moved(Chat chat, @Nullable Session from, @Nullable Session to) {
        if (from != null) {
            bySession.remove(from.id(), chat);
        }
        if (to != null) {
            bySession.put(to.id(), chat);
        }
    }

    void hear(List<Notification> batch) {
        for (Notification notification : batch) {
            if (notification instanceof Notification.LogAppended grew) {
                grew(grew);
            } else if (notification instanceof Notification.Typing typing) {
                Chat chat = bySession.get(typing.session());
                if (chat != null) {
                    chat.typing(typing);
                }
            } else if (notification instanceof Notification.DocumentChanged change) {
                UUID person = change.person();
                Chat chat = person == null ? null : chats.get(new Key(person, change.bot()));
                if (chat != null) {
                    chat.changed(change);
                }
            } else if (notification instanceof Notification.Erased erased) {
                Chat chat = bySession.get(erased.session());
                if (chat != null) {
                    chat.erased(erased.session());
                }
            } else if (notification instanceof Notification.BotChanged) {
                licences = null;
                List.copyOf(connections).forEach(Connection::licencesChanged);
            }
        }
    }

    private void grew(Notification.LogAppended grew) {
        Session session = grew.session();
        UUID person = session.person();
        if (person != null && session.gateway().equals(ChatioGateway.NAME)) {
            Chat chat = chats.get(new Key(person, session.bot()));
            if (chat != null) {
                chat.grew(session, grew.events());
            }
        }
    }

    /** Compares every thread that is read with the store: the last hint may have been lost. */
    void reconcile() {
        // Word of a changed bot may have been lost too.
        licences = null;
        List<UUID> sessions = new ArrayList<>(bySession.keySet());
        for (int start = 0; start < sessions.size(); start += TIPS_PAGE) {
            List<UUID> page = sessions.subList(start, Math.min(start + TIPS_PAGE, sessions.size()));
            conversations()
                    .tips(page)
                    .onSuccess(tips -> tips.forEach((session, tip) -> {
                        Chat chat = bySession.get(session);
                        if (chat != null) {
                            chat.offerTip(tip);
                        }
                    }));
        }
        List.copyOf(chats.values()).stream().filter(chat -> !chat.active()).forEach(Chat::look);
    }

    private void tick() {
        long now = WebSocketConnection.now();
        List.copyOf(webSockets).forEach(webSocket -> webSocket.tick(now));
        List.copyOf(connections).forEach(Connection::tick);
        List.copyOf(chats.values()).forEach(Chat::tick);
    }

    /** Ends every connection so that its client comes back; complete when the last one is gone. */
    Future<Void> drain() {
        Promise<Void> promise = Promise.promise();
        drained = promise;
        completeDrain();
        List.copyOf(connections).forEach(Connection::close);
        return promise.future();
    }
}
