package dev.parley.engineio;

import io.vertx.core.buffer.Buffer;

/**
 * What an application does with one connection. Called on the connection's event loop, one call at a time. A
 * {@link MalformedException} out of a message ends the connection.
 */
public interface EngineIoHandler {
    /** A message of text. */
    void message(String text);

    /** A message of bytes. */
    void message(Buffer bytes);

    /** Time has passed; called several times in the shortest of the connection's intervals. */
    default void tick() {}

    /** The connection has ended; called once, nothing follows. */
    default void gone() {}
}
