package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.WebSocketConnection;
import io.vertx.core.AsyncResult;

/** Carries a connection over a WebSocket. */
final class WebSocketTransport extends WebSocketConnection implements Transport {
    private static final int HELD_BY_SOCKET = 2;
    private static final int HELD_BY_PARSER = 4;

    private final PhoenixLoop loop;
    private final Socket socket;

    WebSocketTransport(PhoenixLoop loop, Handshake.Admission admission) {
        super(loop.context(), loop.settings().limits());
        this.loop = loop;
        this.socket = new Socket(loop, this, admission);
    }

    @Override
    protected void opened() {
        loop.add(this);
    }

    @Override
    protected void ending() {
        socket.end();
    }

    @Override
    protected void gone() {
        loop.remove(this);
    }

    @Override
    protected void received(boolean binary, byte[] bytes) {
        if (bytes.length > FrameParsers.LARGE) {
            hold(HELD_BY_PARSER);
            loop.parsers()
                    .parse(() -> decode(binary, bytes))
                    .onComplete(decoded -> loop.execute(() -> parsed(decoded)));
            return;
        }
        try {
            socket.receive(decode(binary, bytes));
        } catch (MalformedException e) {
            close(e.closeCode());
        }
    }

    private Message decode(boolean binary, byte[] bytes) {
        Serializer serializer = socket.serializer();
        return binary ? serializer.decodeBinary(bytes) : serializer.decodeText(bytes);
    }

    private void parsed(AsyncResult<Message> decoded) {
        if (decoded.succeeded()) {
            socket.receive(decoded.result());
        } else {
            close(decoded.cause() instanceof MalformedException e ? e.closeCode() : CloseCode.MALFORMED);
        }
        release(HELD_BY_PARSER);
    }

    @Override
    public void send(Frame frame) {
        send(frame.binary(), frame.bytes());
    }

    @Override
    public void hold() {
        hold(HELD_BY_SOCKET);
    }

    @Override
    public void release() {
        release(HELD_BY_SOCKET);
    }

    @Override
    public void sweep(long now) {
        long idle = loop.settings().options().idleTimeout().toMillis();
        if (!endsBy(now) && silentFor(now) >= idle) {
            close(CloseCode.PROTOCOL_ERROR);
        }
    }
}
