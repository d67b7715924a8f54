package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint owns on one event loop: connections, who listens to which topic, long-poll sessions, and one timer that
 * looks at the clock for all of them. Nothing in it is locked, as nothing else touches it.
 */
final class EndpointLoop {
    private final PhoenixEndpoint endpoint;
    private final int index;
    private final Context context;
    private final Vertx vertx;
    private final Thread thread = Thread.currentThread();
    private final String name = UUID.randomUUID().toString();
    private final Set<Transport> connections = new LinkedHashSet<>();
    private final Map<String, Set<JoinedChannel>> topics = new HashMap<>();
    private final Map<String, Set<Socket>> identities = new HashMap<>();
    private final Map<String, LongPollSession> sessions = new HashMap<>();
    private @Nullable Promise<Void> drained;
    private long timer = -1;
    private int depth;

    /** To be made on the event loop it is for. */
    EndpointLoop(PhoenixEndpoint endpoint, int index, Vertx vertx) {
        this.endpoint = endpoint;
        this.index = index;
        this.vertx = vertx;
        // A request runs on a duplicate with locals of its own, which is not to be kept.
        this.context = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
    }

    PhoenixEndpoint endpoint() {
        return endpoint;
    }

    int index() {
        return index;
    }

    Context context() {
        return context;
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Milliseconds of a clock that only goes forward. */
    static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** Runs a task on this event loop: now if that is here and no channel's handler is on the stack, else later. */
    void execute(Runnable task) {
        if (isCurrent() && depth == 0) {
            task.run();
        } else {
            context.runOnContext(v -> task.run());
        }
    }

    /** Marks that a channel's handler is on the stack; what it causes in other channels waits until it has returned. */
    void enter() {
        depth++;
    }

    void exit() {
        depth--;
    }

    boolean dispatching() {
        return depth > 0;
    }

    void add(Transport connection) {
        if (connections.add(connection)) {
            endpoint.connected(1);
        }
        if (timer < 0) {
            timer = vertx.setPeriodic(endpoint.options().tickMillis(), id -> sweep());
        }
    }

    void remove(Transport connection) {
        if (connections.remove(connection)) {
            endpoint.connected(-1);
        }
        if (connections.isEmpty()) {
            vertx.cancelTimer(timer);
            timer = -1;
            if (drained != null) {
                drained.tryComplete();
            }
        }
    }

    private void sweep() {
        long now = now();
        for (Transport connection : List.copyOf(connections)) {
            connection.sweep(now);
        }
    }

    void subscribe(JoinedChannel channel) {
        topics.computeIfAbsent(channel.topic(), topic -> new LinkedHashSet<>(2)).add(channel);
    }

    void unsubscribe(JoinedChannel channel) {
        removeFrom(topics, channel.topic(), channel);
    }

    void identify(String id, Socket socket) {
        identities.computeIfAbsent(id, key -> new LinkedHashSet<>(2)).add(socket);
    }

    void forget(String id, Socket socket) {
        removeFrom(identities, id, socket);
    }

    private static <T> void removeFrom(Map<String, Set<T>> map, String key, T member) {
        Set<T> members = map.get(key);
        if (members != null && members.remove(member) && members.isEmpty()) {
            map.remove(key);
        }
    }

    Map<String, LongPollSession> sessions() {
        return sessions;
    }

    /** Delivers a broadcast here at once and hands it to the other event loops. */
    void broadcast(String topic, String event, Payload payload, @Nullable JoinedChannel except) {
        JoinedChannel.requireObject(payload);
        deliver(new Broadcast(topic, event, payload), except);
        endpoint.publish(new PubSub.Published(name, topic, event, payload));
    }

    /** Takes a broadcast of another event loop. */
    void receive(PubSub.Published message) {
        if (!message.source().equals(name)) {
            deliver(new Broadcast(message.topic(), message.event(), message.payload()), null);
        }
    }

    private void deliver(Broadcast message, @Nullable JoinedChannel except) {
        Collection<JoinedChannel> members = topics.getOrDefault(message.topic(), Set.of());
        for (JoinedChannel member : List.copyOf(members)) {
            if (member != except) {
                member.receive(message);
            }
        }
    }

    void disconnect(String id) {
        for (Socket socket : List.copyOf(identities.getOrDefault(id, Set.of()))) {
            socket.transport().close(CloseCode.GOING_AWAY);
        }
    }

    /** Closes every connection; complete when the last one is gone. */
    Future<Void> drain() {
        Promise<Void> promise = Promise.promise();
        drained = promise;
        if (connections.isEmpty()) {
            promise.complete();
        } else {
            List.copyOf(connections).forEach(connection -> connection.close(CloseCode.RESTART));
        }
        return promise.future();
    }
}
