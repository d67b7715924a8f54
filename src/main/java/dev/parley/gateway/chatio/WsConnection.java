package dev.parley.gateway.chatio;

import dev.parley.conversation.ClientQuota;
import dev.parley.websocket.CloseCode;
import dev.parley.websocket.WebSocketConnection;
import dev.parley.websocket.WebSocketLimits;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/** A connection over a plain WebSocket: each frame is one text message. Belongs to its event loop. */
final class WsConnection extends WebSocketConnection implements ClientTransport {
    private static final WebSocketLimits LIMITS = new WebSocketLimits(Connection.MAX_FRAME, 1 << 20, 10_000);

    /** Clients say something every 15 s. */
    private static final long SILENCE_MS = 60_000;

    private final Connection connection;
    private final @Nullable String origin;
    private final @Nullable String authority;

    WsConnection(
            Context context,
            ChatioLoop loop,
            long license,
            ClientQuota quota,
            @Nullable String origin,
            @Nullable String authority) {
        super(context, LIMITS);
        this.connection = new Connection(loop, this, license, quota);
        this.origin = origin;
        this.authority = authority;
    }

    @Override
    public void send(Frame frame) {
        send(false, frame.bytes());
    }

    @Override
    public void evict() {
        close(CloseCode.NORMAL);
    }

    @Override
    public void close() {
        close(CloseCode.RESTART);
    }

    @Override
    public void tick(long now) {
        if (!endsBy(now) && silentFor(now) >= SILENCE_MS) {
            close(CloseCode.NORMAL);
        }
    }

    @Override
    protected void opened() {
        connection.begin(origin, authority);
    }

    @Override
    protected void received(boolean binary, byte[] bytes) {
        connection.received(() -> Request.read(bytes));
    }

    @Override
    protected void ending() {
        connection.end();
    }

    @Override
    protected void gone() {
        connection.gone();
    }
}
