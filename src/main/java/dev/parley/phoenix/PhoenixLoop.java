package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.EndpointLoop;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An endpoint on one event loop: beside its connections who listens to which topic, and what can be found by a name. */
final class PhoenixLoop extends EndpointLoop {
    private final EndpointSettings settings;
    private final FrameParsers parsers;
    private final Topics topics;
    private final Map<String, Set<Transport>> identities = new HashMap<>();
    private final Map<String, Transport> sessions = new HashMap<>();
    private int depth;

    PhoenixLoop(Vertx vertx, int index, EndpointSettings settings, FrameParsers parsers, Broadcasts broadcasts) {
        super(vertx, index, settings.options().tickMillis());
        this.settings = settings;
        this.parsers = parsers;
        this.topics = new Topics(broadcasts);
        broadcasts.add(context(), topics::receive);
    }

    EndpointSettings settings() {
        return settings;
    }

    FrameParsers parsers() {
        return parsers;
    }

    Topics topics() {
        return topics;
    }

    /** Runs a task on this event loop: now if that is here and no channel's handler is on the stack, else later. */
    @Override
    public void execute(Runnable task) {
        if (isCurrent() && dispatching()) {
            context().runOnContext(v -> task.run());
        } else {
            super.execute(task);
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

    /** Names a connection; many may have the same name. */
    void identify(String id, Transport connection) {
        identities.computeIfAbsent(id, key -> new LinkedHashSet<>(2)).add(connection);
    }

    void forget(String id, Transport connection) {
        Set<Transport> connections = identities.get(id);
        if (connections != null && connections.remove(connection) && connections.isEmpty()) {
            identities.remove(id);
        }
    }

    void disconnect(String id) {
        List.copyOf(identities.getOrDefault(id, Set.of()))
                .forEach(connection -> connection.close(CloseCode.GOING_AWAY));
    }

    /** Makes a connection findable by the secret that its requests show. */
    void open(String secret, Transport session) {
        sessions.put(secret, session);
    }

    @Nullable
    Transport find(String secret) {
        return sessions.get(secret);
    }

    void forget(String secret) {
        sessions.remove(secret);
    }
}
