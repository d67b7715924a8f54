package dev.parley.socketio;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A client is not let into a namespace; message and data are told to it. */
public final class ConnectRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable JsonObject data;

    public ConnectRefusedException(String message, @Nullable JsonObject data) {
        super(message, null, false, false);
        this.data = data;
    }

    /** What a client may want to know beside the message. */
    public @Nullable JsonObject data() {
        return data;
    }
}
