package dev.parley.phoenix;

import dev.parley.testing.LoopServers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One endpoint at /socket, on HTTP servers of their own ports, each with an event loop of its own. */
final class PhoenixServer implements AutoCloseable {
    private final LoopServers servers = new LoopServers();
    final Vertx vertx = servers.vertx();
    final PhoenixEndpoint endpoint;

    PhoenixServer(int loops, Function<PhoenixEndpoint.Builder, PhoenixEndpoint.Builder> endpoint) {
        this.endpoint = endpoint.apply(PhoenixEndpoint.builder()).build(vertx);
        servers.start(
                loops,
                PhoenixEndpoint.serverOptions(new HttpServerOptions()),
                router -> this.endpoint.mount(router, "/socket"));
    }

    int port() {
        return port(0);
    }

    int port(int loop) {
        return servers.port(loop);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        servers.close();
    }
}
