package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint owns on one event loop: connections, the WebSockets it accepted, and one timer that looks at the clock for
 * all of them. Nothing in it is locked, as nothing else touches it.
 */
final class EngineLoop {
    private final EngineIoEndpoint endpoint;
    private final int index;
    private final Vertx vertx;
    private final Context context;
    private final Thread thread = Thread.currentThread();
    private final Map<String, EngineIoConnection> connections = new HashMap<>();
    private final Set<WebSocketTransport> webSockets = new LinkedHashSet<>();
    private @Nullable Promise<Void> drained;
    private long timer = -1;

    /** To be made on the event loop it is for. */
    EngineLoop(EngineIoEndpoint endpoint, int index, Vertx vertx) {
        this.endpoint = endpoint;
        this.index = index;
        this.vertx = vertx;
        // A request runs on a duplicate with locals of its own, which is not to be kept.
        this.context = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
    }

    EngineIoEndpoint endpoint() {
        return endpoint;
    }

    EngineIoOptions options() {
        return endpoint.options();
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

    /** Runs a task on this event loop: now if that is here, else later, in order. */
    void execute(Runnable task) {
        if (isCurrent()) {
            task.run();
        } else {
            context.runOnContext(v -> task.run());
        }
    }

    /** The connection with an id; null if there is none, or its client has been silent for too long. */
    @Nullable
    EngineIoConnection find(Sid sid) {
        EngineIoConnection connection = connections.get(sid.text());
        return connection == null || connection.expired(WebSocketConnection.now()) ? null : connection;
    }

    void add(EngineIoConnection connection) {
        connections.put(connection.id(), connection);
        endpoint.connected(1);
        watch();
    }

    void add(WebSocketTransport webSocket) {
        webSockets.add(webSocket);
        watch();
    }

    void remove(EngineIoConnection connection) {
        if (connections.remove(connection.id()) != null) {
            endpoint.connected(-1);
            removed();
        }
    }

    void remove(WebSocketTransport webSocket) {
        if (webSockets.remove(webSocket)) {
            removed();
        }
    }

    private void watch() {
        if (timer < 0) {
            timer = vertx.setPeriodic(options().tickMillis(), id -> sweep());
        }
    }

    private void removed() {
        if (connections.isEmpty() && webSockets.isEmpty()) {
            vertx.cancelTimer(timer);
            timer = -1;
            if (drained != null) {
                drained.tryComplete();
            }
        }
    }

    private void sweep() {
        long now = WebSocketConnection.now();
        List.copyOf(connections.values()).forEach(connection -> connection.sweep(now));
        List.copyOf(webSockets).forEach(webSocket -> webSocket.sweep(now));
    }

    /** Closes every connection; complete when the last one is gone. */
    Future<Void> drain() {
        Promise<Void> promise = Promise.promise();
        drained = promise;
        List.copyOf(connections.values()).forEach(connection -> connection.close(CloseCode.RESTART));
        if (connections.isEmpty() && webSockets.isEmpty()) {
            promise.tryComplete();
        }
        return promise.future();
    }
}
