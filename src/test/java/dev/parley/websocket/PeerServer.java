package dev.parley.websocket;

import dev.parley.testing.LoopServers;
import dev.parley.testing.RawSocket;
import dev.parley.testing.Waiting;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that makes a {@link Peer} of every request. */
final class PeerServer implements AutoCloseable {
    private final LoopServers servers = new LoopServers();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();

    PeerServer(WebSocketLimits limits) {
        servers.start(
                1,
                new HttpServerOptions(),
                router -> router.route().handler(routing -> {
                    WebSocketPipeline.upgrade(routing.request(), new DefaultHttpHeaders(), null, () -> {
                        Peer peer = new Peer(VertxInternals.plainContext(servers.vertx()), limits);
                        peers.add(peer);
                        return peer;
                    });
                }));
    }

    /** A client whose connection stands. */
    RawSocket client() throws IOException {
        return RawSocket.open(servers.port(0), "/");
    }

    /** A client into whose receive buffer little fits. */
    RawSocket narrowClient() throws IOException {
        RawSocket client = new RawSocket(servers.port(0), 4_096);
        client.request("GET", "/", Map.of());
        return client;
    }

    /** The other side of the client that came last. */
    Peer peer() {
        Waiting.until("a connection stands", () -> !peers.isEmpty());
        return peers.get(peers.size() - 1);
    }

    @Override
    public void close() {
        servers.close();
    }
}
