package dev.parley.engineio;

import dev.parley.websocket.EndpointLoop;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An endpoint on one event loop: the connections that were opened there, by their ids, and the WebSockets it accepted. */
final class EngineLoop extends EndpointLoop {
    private final EngineSettings settings;
    private final Map<String, Member> connections = new HashMap<>();

    EngineLoop(Vertx vertx, int index, EngineSettings settings) {
        super(vertx, index, settings.options().tickMillis());
        this.settings = settings;
    }

    EngineSettings settings() {
        return settings;
    }

    EngineIoOptions options() {
        return settings.options();
    }

    void open(Sid sid, Member connection) {
        connections.put(sid.text(), connection);
        add(connection);
    }

    @Nullable
    Member find(Sid sid) {
        return connections.get(sid.text());
    }

    void forget(Sid sid) {
        Member connection = connections.remove(sid.text());
        if (connection != null) {
            remove(connection);
        }
    }
}
