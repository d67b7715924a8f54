package dev.parley.socketio;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Decides who is let into a namespace. */
@FunctionalInterface
public interface ConnectHandler {
    /**
     * A client wants to enter. Called on the connection's event loop. Nothing the client sends to the namespace is
     * handed on before the future succeeds, and nothing is sent to it before the answer that it is in, except that a
     * {@link ConnectRefusedException} is told to it as its message and data; another failure as a nameless one.
     *
     * @param auth what the client says of itself (Socket.IO 3 and newer): parsed JSON, null when there is none
     */
    Future<SocketHandler> connect(Socket socket, @Nullable Object auth);
}
