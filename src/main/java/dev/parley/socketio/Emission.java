package dev.parley.socketio;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event for clients, encoded once for all sockets it is sent to. Immutable; any thread. */
public interface Emission {
    /** An event with JSON arguments; binary ones are {@link Buffer}s. */
    static Emission of(String event, @Nullable Object... arguments) {
        throw new UnsupportedOperationException("arguments " + List.of(arguments));
    }

    /** An event with one argument that is JSON text already. */
    static Emission ofJson(String event, Buffer json) {
        throw new UnsupportedOperationException(event + json);
    }
}
