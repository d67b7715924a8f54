package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.EndpointLoop;
import dev.parley.websocket.SteadyClock;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a client. What comes is taken by the {@link ConnectionState} it is in, be it a request, a frame of a
 * WebSocket, the application or the clock; what all states share is in the {@link EngineSession}. Lives on the event loop that
 * opened it; requests and WebSockets that another one accepted are handed over.
 */
final class EngineIoConnection implements EngineIoSocket, WebSocketTransport.Inbound, EndpointLoop.Member {
    private final Handshake handshake;
    private final EngineSession session;

    private EngineIoConnection(EngineLoop loop, Handshake handshake) {
        this.handshake = handshake;
        session = new EngineSession(loop, handshake);
    }

    /** Opens a connection over a WebSocket that stands. */
    static EngineIoConnection open(EngineLoop loop, Handshake handshake, WebSocketTransport webSocket) {
        EngineIoConnection connection = new EngineIoConnection(loop, handshake);
        connection.start(new OverWebSocket(connection.session, webSocket), List.of());
        return connection;
    }

    /** Opens a connection with the poll that asks for it. */
    static void open(EngineLoop loop, Handshake handshake, boolean base64, Handler<PollAnswer> answer) {
        EngineIoConnection connection = new EngineIoConnection(loop, handshake);
        PollOutbox outbox = new PollOutbox(loop, handshake.codec(), base64);
        outbox.hold(answer);
        connection.start(new OverPolls(connection.session, outbox), List.of("websocket"));
    }

    private void start(ConnectionState first, List<String> upgrades) {
        EngineLoop loop = session.loop();
        session.become(first);
        loop.open(session.sid(), this);
        EngineIoOptions options = loop.options();
        JsonObject open = new JsonObject()
                .put("sid", id())
                .put("upgrades", new JsonArray(upgrades))
                .put("pingInterval", options.pingInterval().toMillis())
                .put("pingTimeout", options.pingTimeout().toMillis())
                .put("maxPayload", options.maxPayload());
        session.state().send(Packet.Text.of(Packet.OPEN, open.encode()));
        session.accept(loop.settings().accept().apply(this));
    }

    /** The connection an id names on its event loop; null if there is none, or its client has been silent for too long. */
    static @Nullable EngineIoConnection find(EngineLoop loop, Sid sid) {
        return loop.find(sid) instanceof EngineIoConnection connection
                        && !connection.session.expired(SteadyClock.millis())
                ? connection
                : null;
    }

    EngineLoop loop() {
        return session.loop();
    }

    /** What takes a request now. */
    ConnectionState state() {
        return session.state();
    }

    @Override
    public void received(Transport from, boolean binary, byte[] bytes) {
        state().received(from, binary, bytes);
    }

    @Override
    public void lost(Transport from) {
        state().lost(from);
    }

    @Override
    public void sweep(long now) {
        state().sweep(now);
    }

    @Override
    public void close(int code) {
        state().close(code);
    }

    // For the application.

    @Override
    public String id() {
        return session.sid().text();
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Context context() {
        return loop().context();
    }

    @Override
    public void send(EngineIoMessage message) {
        state().send(message.packet());
    }

    @Override
    public boolean writeQueueFull() {
        return state().writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> drained) {
        state().onceDrained(drained);
    }

    @Override
    public void close() {
        close(CloseCode.NORMAL);
    }
}
