package dev.parley.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The TCP network between clients and one server of this machine. It looks at nothing, and fails on demand: also in the
 * ways in which one end, or neither, learns that the other is gone. Everything of a connection happens on one event loop.
 */
public final class FrailNetwork implements AutoCloseable {
    /** With 0 a closed connection is reset, as one that a network has lost. */
    private static final int LINGER_SECONDS = 0;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient out = vertx.createNetClient(new NetClientOptions().setSoLinger(LINGER_SECONDS));
    private final NetServer in = vertx.createNetServer(new NetServerOptions().setSoLinger(LINGER_SECONDS));
    private final List<Link> whole = new ArrayList<>();
    private final int target;

    /** What can happen to a connection. */
    public enum Fault {
        /** Both ends learn of it. */
        CUT,
        /** Both ends learn of it, in the middle of what the client is being told. */
        CUT_SHORT,
        /** Only the client learns of it. */
        CLIENT_CUT,
        /** Only the server learns of it. */
        SERVER_CUT,
        /** Nobody learns of it: what either end sends vanishes. */
        SILENCE,
        /** What the client sends arrives; what the server sends vanishes. */
        DEAFNESS
    }

    /**
     * @param target the port where the server is, or will be
     */
    public FrailNetwork(int target) {
        this.target = target;
        in.connectHandler(this::connect);
        Waiting.on(in.listen(0, "127.0.0.1"));
    }

    /** The port by which the server is reached over this network. */
    public int port() {
        return in.actualPort();
    }

    /**
     * Lets this happen to one of the connections to which nothing has happened.
     *
     * @param which any number, which decides the connection
     * @param left with {@link Fault#CUT_SHORT} the bytes that the client is still told
     * @return completes when it has happened
     */
    public Future<Void> strike(Fault fault, int which, int left) {
        return Future.future(struck -> vertx.runOnContext(here -> {
            if (!whole.isEmpty()) {
                whole.remove(Math.floorMod(which, whole.size())).suffer(fault, left);
            }
            struck.complete();
        }));
    }

    @Override
    public void close() {
        Waiting.on(vertx.close());
    }

    private void connect(NetSocket client) {
        client.pause();
        out.connect(target, "127.0.0.1")
                .onSuccess(server -> {
                    whole.add(new Link(client, server));
                    client.resume();
                })
                .onFailure(nobody -> client.close());
    }

    private final class Link {
        private final NetSocket client;
        private final NetSocket server;
        private final Way toServer;
        private final Way toClient;

        Link(NetSocket client, NetSocket server) {
            this.client = client;
            this.server = server;
            toServer = new Way(client, server);
            toClient = new Way(server, client);
            client.closeHandler(none -> closed(toServer));
            server.closeHandler(none -> closed(toClient));
        }

        private void closed(Way way) {
            whole.remove(this);
            way.end();
        }

        void suffer(Fault fault, int left) {
            switch (fault) {
                case CUT -> {
                    client.close();
                    server.close();
                }
                case CUT_SHORT -> toClient.left = left;
                case CLIENT_CUT -> {
                    part();
                    client.close();
                }
                case SERVER_CUT -> {
                    part();
                    server.close();
                }
                case SILENCE -> part();
                case DEAFNESS -> toClient.lost = true;
            }
        }

        private void part() {
            toServer.lost = true;
            toClient.lost = true;
        }
    }

    /** One direction of a connection. */
    private static final class Way {
        private final NetSocket from;
        private final NetSocket to;
        private boolean lost;
        private int left = Integer.MAX_VALUE;

        Way(NetSocket from, NetSocket to) {
            this.from = from;
            this.to = to;
            from.handler(this::pass);
            from.exceptionHandler(broken -> from.close());
        }

        private void pass(Buffer bytes) {
            if (lost) {
                return;
            }
            if (bytes.length() > left) {
                to.write(bytes.slice(0, left)).onComplete(written -> to.close());
                lost = true;
                from.close();
                return;
            }
            left -= left == Integer.MAX_VALUE ? 0 : bytes.length();
            to.write(bytes);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(room -> from.resume());
            }
        }

        /** The near end is closed, which the far end learns unless the way is lost. */
        void end() {
            if (!lost) {
                to.close();
            }
        }
    }
}
