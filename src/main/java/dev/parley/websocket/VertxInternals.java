package dev.parley.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is used of Vert.x beyond its public API, by the whole server and all of it here, as any of it may change with a minor
 * version. The reasons:
 *
 * <ul>
 *   <li>a WebSocket of our own takes the place of Vert.x's connection in the pipeline, and is called as that one was;
 *   <li>a context can be asked neither for its event loop nor for a promise that is told on it, and nobody can ask for a new
 *       context of a given loop: so what threads of a store decide could not be told in one task for each loop;
 *   <li>only the resolver of names tells all addresses of one, which have to be looked at before one is called.
 * </ul>
 *
 * <p>It stands in the lowest package there is, so that all others reach it; it knows nothing of WebSockets.
 */
public final class VertxInternals {
    /** The handler of Vert.x's own HTTP connection, the last one in its pipeline. */
    static final Class<? extends ChannelHandler> CONNECTION_HANDLER = VertxHandler.class;

    private VertxInternals() {}

    // Contexts.

    /**
     * The plain context of the calling event loop. A request runs on a duplicate with locals of its own, which are not to be
     * kept for as long as a connection lives.
     */
    public static Context plainContext(Vertx vertx) {
        return caller(vertx).unwrap();
    }

    private static ContextInternal caller(Vertx vertx) {
        return (ContextInternal) vertx.getOrCreateContext();
    }

    /** A new context of some event loop, which belongs to no verticle. */
    public static Context newContext(Vertx vertx) {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    /**
     * Makes something in a new context of the calling event loop, at once. Timers and consumers end with the verticle in whose
     * context they were begun, and what a loop shares must outlive whoever asked for it first.
     */
    public static <T> T inNewContext(Vertx vertx, Function<Context, T> making) {
        ContextInternal own = ((VertxInternal) vertx)
                .contextBuilder()
                .withEventLoop(caller(vertx).nettyEventLoop())
                .build();
        ContextInternal before = own.beginDispatch();
        try {
            return making.apply(own);
        } finally {
            own.endDispatch(before);
        }
    }

    /** Calls a handler at once, with the context as the current one; to be called on its event loop. */
    public static <T extends @Nullable Object> void dispatch(Context context, T event, Handler<T> handler) {
        ((ContextInternal) context).dispatch(event, handler);
    }

    /** What runs tasks on a context's thread; one and the same for all contexts of an event loop. */
    public static Executor executor(Context context) {
        ContextInternal internal = (ContextInternal) context;
        return internal.isEventLoopContext()
                ? internal.nettyEventLoop()
                : task -> context.runOnContext(none -> task.run());
    }

    /** A promise whose future tells its result on the caller's context, wherever it is completed. */
    public static <T extends @Nullable Object> Promise<T> promise(Vertx vertx) {
        return caller(vertx).promise();
    }

    // Networks.

    /** The connection a request came by. */
    static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** All addresses of a name; the result comes on the caller's context. */
    public static Future<List<InetSocketAddress>> resolve(Vertx vertx, String host) {
        Promise<List<InetSocketAddress>> resolved = promise(vertx);
        ((VertxInternal) vertx)
                .nameResolver()
                .resolveAll(host, found -> resolved.complete(found.result(), found.cause()));
        return resolved.future();
    }
}
