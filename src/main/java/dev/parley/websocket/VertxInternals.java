package dev.parley.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import org.jspecify.annotations.Nullable;

/**
 * What is used of Vert.x beyond its public API, all of it here: any of it may change with a minor version. A WebSocket of our
 * own in the place of Vert.x's needs the channel below a request and the handler that stands in it, and must run its handlers
 * as Vert.x runs those of its own connections.
 */
public final class VertxInternals {
    /** The handler of Vert.x's own HTTP connection, the last one in its pipeline. */
    static final Class<? extends ChannelHandler> CONNECTION_HANDLER = VertxHandler.class;

    private VertxInternals() {}

    /**
     * The plain context of the calling event loop. A request runs on a duplicate with locals of its own, which are not to be
     * kept for as long as a connection lives.
     */
    public static Context plainContext(Vertx vertx) {
        return ((ContextInternal) vertx.getOrCreateContext()).unwrap();
    }

    /** Calls a handler at once, with the context as the current one; to be called on its event loop. */
    static <T extends @Nullable Object> void dispatch(Context context, T event, Handler<T> handler) {
        ((ContextInternal) context).dispatch(event, handler);
    }

    /** The connection a request came by. */
    static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }
}
