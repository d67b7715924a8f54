package dev.parley.phoenix;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.WebSocketConnection;
import io.vertx.core.AsyncResult;

/** Carries a connection over a WebSocket. */
final class WebSocketTransport extends WebSocketConnection implements Transport {
    /** Messages above this many bytes are parsed on a worker thread. */
    static final int LARGE = 256 << 10;

    private static final int HELD_BY_SOCKET = 2;
    private static final int HELD_BY_PARSER = 4;

    private final EndpointLoop shard;
    private final Socket socket;

    WebSocketTransport(EndpointLoop shard, Handshake.Admission admission) {
        super(shard.context(), shard.endpoint().options().webSocket());
        this.shard = shard;
        this.socket = new Socket(shard, this, admission.serializer(), admission.request(), admission.socketId());
    }

    private SocketOptions options() {
        return shard.endpoint().options();
    }

    @Override
    protected void opened() {
        shard.add(this);
    }

    @Override
    protected void ending() {
        socket.end();
    }

    @Override
    protected void gone() {
        shard.remove(this);
    }

    @Override
    protected void received(boolean binary, byte[] bytes) {
        if (bytes.length > LARGE) {
            hold(HELD_BY_PARSER);
            shard.endpoint()
                    .parsers()
                    .executeBlocking(() -> decode(binary, bytes), false)
                    .onComplete(decoded -> shard.execute(() -> parsed(decoded)));
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
        if (!endsBy(now) && silentFor(now) >= options().idleTimeout().toMillis()) {
            close(CloseCode.PROTOCOL_ERROR);
        }
    }
}
