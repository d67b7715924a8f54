package dev.parley.gateway.expertflow;

import dev.parley.conversation.ClientQuota;
import dev.parley.engineio.Handshake;
import dev.parley.feed.PacedReads;
import dev.parley.socketio.Emission;
import dev.parley.socketio.Socket;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;

/** A client's socket, as those see it who tell the client something. Belongs to its event loop. */
final class ClientSocket {
    private final Socket socket;
    private final ClientQuota quota;
    private final String base;
    private final PacedReads reads;

    /**
     * @param quota of whoever speaks here
     * @param base what the addresses of images begin with for this client
     */
    ClientSocket(Socket socket, ClientQuota quota, String base) {
        this.socket = socket;
        this.quota = quota;
        this.base = base;
        this.reads = new PacedReads(socket.context(), socket::writeQueueFull, socket::onceDrained);
    }

    Context context() {
        return socket.context();
    }

    Handshake handshake() {
        return socket.handshake();
    }

    ClientQuota quota() {
        return quota;
    }

    String base() {
        return base;
    }

    /** What is read of logs for this client: a page at a time, while there is room. */
    PacedReads reads() {
        return reads;
    }

    boolean writeQueueFull() {
        return socket.writeQueueFull();
    }

    void onceDrained(Handler<Void> handler) {
        socket.onceDrained(handler);
    }

    void emit(Emission emission) {
        socket.emit(emission);
    }

    void emit(String event, JsonObject payload) {
        socket.emit(event, payload);
    }

    /** Lets the client come back, and find what has changed. */
    void close() {
        socket.close();
    }
}
