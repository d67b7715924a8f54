package dev.parley.websocket;

import dev.parley.testing.RawSocket;
import java.io.IOException;

/** A test of one connection: its client, and the server's end of it. */
abstract class WithPeer {
    /** The longest message that {@link #server()} takes, in bytes. */
    static final int LIMIT = 1_000;

    final RawSocket client;
    final Peer peer;

    WithPeer(PeerServer server) throws IOException {
        client = server.client();
        peer = server.peer();
    }

    /** One for all tests of a class. */
    static PeerServer server() {
        return new PeerServer(new WebSocketLimits(LIMIT, 1 << 20, 10_000));
    }
}
