package dev.parley.gateway.chip;

import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import dev.parley.websocket.CloseCode;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sockets and chats of one event loop, what they are told, and one timer that looks at the clock for all of them. */
final class ChipLoop {
    private static final int TIPS_PAGE = 500;
    private static final long TICK_MS = 1_000;

    private final ChipGateway gateway;
    private final Context context;
    private final Set<ChipConnection> connections = new LinkedHashSet<>();
    private final Map<Key, Chat> chats = new HashMap<>();
    private final Map<UUID, Chat> bySession = new HashMap<>();
    private @Nullable Promise<Void> drained;

    private record Key(UUID person, UUID bot) {}

    /** To be made on the event loop it is for. */
    ChipLoop(ChipGateway gateway, Vertx vertx, Context context) {
        this.gateway = gateway;
        this.context = context;
        vertx.setPeriodic(TICK_MS, timer -> tick());
    }

    ChipGateway gateway() {
        return gateway;
    }

    Context context() {
        return context;
    }

    /** Completes after so many milliseconds. */
    Future<Void> pause(long millis) {
        Promise<Void> over = Promise.promise();
        context.owner().setTimer(millis, timer -> over.complete());
        return over.future();
    }

    void add(ChipConnection connection) {
        connections.add(connection);
        gateway.connected(1);
        if (drained != null) {
            connection.close(CloseCode.NORMAL);
        }
    }

    void remove(ChipConnection connection) {
        if (connections.remove(connection)) {
            gateway.connected(-1);
        }
        if (drained != null && connections.isEmpty()) {
            drained.tryComplete();
        }
    }

    /** The chat of a contact, which its sockets share. */
    Chat enter(Contact contact, ChipConnection connection) {
        Chat chat = chats.computeIfAbsent(new Key(contact.person(), contact.bot()), key -> new Chat(this, contact));
        chat.add(connection);
        return chat;
    }

    void leave(Chat chat, ChipConnection connection) {
        if (chat.remove(connection)) {
            chats.remove(new Key(chat.contact().person(), chat.contact().bot()), chat);
            UUID session = chat.session();
            if (session != null) {
                bySession.remove(session, chat);
            }
        }
    }

    /** A chat reads another session from now on. */
    void moved(Chat chat, @Nullable UUID from, UUID to) {
        if (from != null) {
            bySession.remove(from, chat);
        }
        if (!chat.connections().isEmpty()) {
            bySession.put(to, chat);
        }
    }

    void hear(List<Notification> batch) {
        for (Notification notification : batch) {
            if (notification instanceof Notification.LogAppended grew) {
                grew(grew);
            } else if (notification instanceof Notification.Seen seen) {
                Chat chat = bySession.get(seen.session());
                if (chat != null) {
                    chat.confirmed(seen.session(), seen.seq());
                }
            } else if (notification instanceof Notification.Erased erased) {
                Chat chat = bySession.get(erased.session());
                if (chat != null) {
                    // The visitor comes back, and is asked whether it is still known.
                    chat.connections().forEach(connection -> connection.close(CloseCode.NORMAL));
                }
            } else if (notification instanceof Notification.BotChanged changed) {
                List.copyOf(connections).stream()
                        .filter(connection -> connection.botId().equals(changed.bot()))
                        .forEach(ChipConnection::botChanged);
            }
        }
    }

    private void grew(Notification.LogAppended grew) {
        Session session = grew.session();
        UUID person = session.person();
        if (person != null && session.gateway().equals(ChipGateway.NAME)) {
            Chat chat = chats.get(new Key(person, session.bot()));
            if (chat != null) {
                chat.grew(session, grew.events());
            }
        }
    }

    /** Compares every session that is read with the store: the last hint may have been lost. */
    void reconcile() {
        List<UUID> sessions = new ArrayList<>(bySession.keySet());
        for (int start = 0; start < sessions.size(); start += TIPS_PAGE) {
            List<UUID> page = sessions.subList(start, Math.min(start + TIPS_PAGE, sessions.size()));
            gateway.conversations()
                    .tips(page)
                    .onSuccess(tips -> tips.forEach((session, tip) -> {
                        Chat chat = bySession.get(session);
                        if (chat != null) {
                            chat.offerTip(tip);
                        }
                    }));
        }
        List.copyOf(chats.values()).stream().filter(chat -> chat.open() == null).forEach(Chat::read);
    }

    private void tick() {
        long now = WebSocketConnection.now();
        List.copyOf(connections).forEach(connection -> connection.tick(now));
    }

    /** Closes every socket; complete when the last one is gone. */
    Future<Void> drain() {
        Promise<Void> promise = Promise.promise();
        drained = promise;
        if (connections.isEmpty()) {
            promise.complete();
        }
        List.copyOf(connections).forEach(connection -> connection.close(CloseCode.NORMAL));
        return promise.future();
    }
}
