package dev.parley.gateway.chatio;

import dev.parley.socketio.Emission;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A frame on its way to one or many connections, encoded once for each way it can go. Belongs to an event loop. */
final class Frame {
    /** The event every frame travels in over socket.io. */
    static final String EVENT = "message";

    private final JsonObject json;
    private byte @Nullable [] bytes;
    private @Nullable Emission emission;

    Frame(JsonObject json) {
        this.json = json;
    }

    /** The frame as text in UTF-8; never changed. */
    byte[] bytes() {
        byte[] encoded = bytes;
        if (encoded == null) {
            encoded = json.toBuffer().getBytes();
            bytes = encoded;
        }
        return encoded;
    }

    /** The frame inside a socket.io event. */
    Emission emission() {
        Emission encoded = emission;
        if (encoded == null) {
            encoded = Emission.ofJson(EVENT, Buffer.buffer(bytes()));
            emission = encoded;
        }
        return encoded;
    }
}
