package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import io.vertx.core.Handler;

/** The connection is carried by a WebSocket, from its beginning or since it took over. */
final class OverWebSocket implements ConnectionState {
    private final EngineSession session;
    private final Transport webSocket;

    OverWebSocket(EngineSession session, Transport webSocket) {
        this.session = session;
        this.webSocket = webSocket;
    }

    @Override
    public void received(Transport from, boolean binary, byte[] bytes) {
        if (from == webSocket) {
            session.take(binary, bytes);
        }
    }

    @Override
    public void lost(Transport from) {
        if (from == webSocket) {
            session.vanish();
            session.end();
        }
    }

    @Override
    public void send(Packet packet) {
        webSocket.send(packet);
    }

    @Override
    public boolean writeQueueFull() {
        return webSocket.writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        webSocket.onceDrained(handler);
    }

    @Override
    public void close(int code) {
        session.vanish();
        session.end();
        webSocket.close(code);
    }

    @Override
    public void fail(int code) {
        close(code);
    }

    @Override
    public void leave() {
        close(CloseCode.NORMAL);
    }

    @Override
    public void sweep(long now) {
        session.sweep(now);
    }
}
