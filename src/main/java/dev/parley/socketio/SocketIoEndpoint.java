package dev.parley.socketio;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Function;

/**
 * A Socket.IO server on the routes of a Vert.x HTTP server. One endpoint may be mounted under several paths and on the
 * routers of many HTTP servers; a connection lives on the event loop that accepted it. Methods are callable from any thread.
 */
public interface SocketIoEndpoint {
    /** Answers for a path, such as {@code /socket.io}, with and without a slash at its end; on the router's event loop. */
    void mount(Router router, String path);

    /** Closes every connection so that its client comes back, and refuses new ones with 503; complete when all are gone. */
    Future<Void> drain();

    /** How many connections there are. */
    long connections();

    /** Puts an endpoint together. */
    interface Builder {
        /** Answers for a namespace, {@code /} or such as {@code /custom}; others are unknown. */
        Builder namespace(String name, ConnectHandler handler);

        Builder options(SocketIoOptions options);

        /** Finds the client's address, where a proxy stands in between. */
        Builder remoteAddress(Function<HttpServerRequest, String> remoteAddress);

        SocketIoEndpoint build(Vertx vertx);
    }
}
