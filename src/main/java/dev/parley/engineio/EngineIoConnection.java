package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.WebSocketConnection;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with a client: its transport, its heartbeat, and the change from polling to a WebSocket. Lives on the event
 * loop that opened it; requests and WebSockets that another one accepted are handed over.
 */
final class EngineIoConnection implements EngineIoSocket, WebSocketTransport.Inbound {
    private static final Logger LOG = LoggerFactory.getLogger(EngineIoConnection.class);

    private final EngineLoop loop;
    private final Sid sid;
    private final Handshake handshake;
    private final Codec codec;
    private final Heartbeat heartbeat;
    private Transport transport;
    private @Nullable EngineIoHandler handler;
    private @Nullable Upgrade upgrade;
    private boolean ended;

    private EngineIoConnection(
            EngineLoop loop, Handshake handshake, Function<EngineIoConnection, Transport> transport) {
        this.loop = loop;
        this.handshake = handshake;
        sid = Sid.create(loop.index());
        codec = Codec.of(handshake.protocol());
        heartbeat = Heartbeat.of(handshake.protocol(), loop.options(), WebSocketConnection.now());
        this.transport = transport.apply(this);
    }

    /** A WebSocket that wants to take over. */
    private record Upgrade(Transport transport, long until) {}

    /** Opens a connection over a WebSocket that stands. */
    static EngineIoConnection open(EngineLoop loop, Handshake handshake, WebSocketTransport transport) {
        EngineIoConnection connection = new EngineIoConnection(loop, handshake, self -> transport);
        connection.start(List.of());
        return connection;
    }

    /** Opens a connection with the poll that asks for it. */
    static void open(EngineLoop loop, Handshake handshake, boolean base64, Handler<PollAnswer> answer) {
        EngineIoConnection connection =
                new EngineIoConnection(loop, handshake, self -> new PollingTransport(self, base64));
        connection.poll(answer);
        connection.start(List.of("websocket"));
    }

    private void start(List<String> upgrades) {
        loop.add(this);
        EngineIoOptions options = options();
        JsonObject open = new JsonObject()
                .put("sid", sid.text())
                .put("upgrades", new JsonArray(upgrades))
                .put("pingInterval", options.pingInterval().toMillis())
                .put("pingTimeout", options.pingTimeout().toMillis())
                .put("maxPayload", options.maxPayload());
        transport.send(Packet.Text.of(Packet.OPEN, open.encode()));
        EngineIoHandler accepted = loop.endpoint().accept(this);
        handler = accepted;
        if (ended) {
            accepted.gone();
        }
    }

    @Override
    public String id() {
        return sid.text();
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Context context() {
        return loop.context();
    }

    EngineLoop loop() {
        return loop;
    }

    EngineIoOptions options() {
        return loop.options();
    }

    Codec codec() {
        return codec;
    }

    // What the client sends.

    private @Nullable PollingTransport polling() {
        return transport instanceof PollingTransport polling ? polling : null;
    }

    void poll(Handler<PollAnswer> answer) {
        PollingTransport polling = polling();
        if (polling == null) {
            answer.handle(PollAnswer.refused(Refusal.BAD_REQUEST));
        } else {
            polling.poll(answer);
        }
    }

    /** The client of a poll has gone. */
    void cancelled(Handler<PollAnswer> poll) {
        PollingTransport polling = polling();
        if (polling != null) {
            polling.cancelled(poll);
        }
    }

    /** What a poll was answered found nobody: it is lost, and so is the connection, which would go on as if it were not. */
    void undelivered() {
        if (polling() != null) {
            fail(CloseCode.PROTOCOL_ERROR);
        }
    }

    /** Takes the body of a POST; the result says why not, null if it was taken. */
    @Nullable
    Refusal post(byte[] body, boolean binary) {
        PollingTransport polling = polling();
        if (polling == null) {
            return Refusal.BAD_REQUEST;
        }
        if (ended) {
            return Refusal.SESSION_UNKNOWN;
        }
        try {
            for (Packet packet : binary ? codec.decodeBinaryPayload(body) : codec.decodePayload(body)) {
                if (!ended) {
                    take(packet);
                }
            }
            return null;
        } catch (MalformedException e) {
            fail(e.closeCode());
            return Refusal.BAD_REQUEST;
        }
    }

    /** Takes a frame of a WebSocket, be it the transport or one that wants to be. */
    @Override
    public void received(Transport from, boolean binary, byte[] bytes) {
        if (ended) {
            return;
        }
        try {
            Packet packet = binary ? codec.decodeBinary(bytes) : codec.decodeText(bytes);
            if (from == transport) {
                take(packet);
            } else if (upgrade != null && upgrade.transport == from) {
                probe(upgrade, packet);
            }
        } catch (MalformedException e) {
            if (from == transport) {
                fail(e.closeCode());
            } else {
                from.abort(e.closeCode());
            }
        }
    }

    private void take(Packet packet) {
        heartbeat.received(WebSocketConnection.now());
        if (packet instanceof Packet.Binary bytes) {
            deliver(to -> to.message(Buffer.buffer(bytes.data())));
            return;
        }
        Packet.Text text = (Packet.Text) packet;
        switch (text.type()) {
            case Packet.MESSAGE -> {
                String data = text.data();
                deliver(to -> to.message(data));
            }
            case Packet.PING -> {
                heartbeat.pinged();
                transport.send(Packet.Text.of(Packet.PONG, text.data()));
            }
            case Packet.PONG -> heartbeat.ponged(WebSocketConnection.now());
            case Packet.CLOSE -> leave();
            default -> {
                // Open, upgrade and noop mean nothing here; the original servers ignore them.
            }
        }
    }

    private void deliver(Consumer<EngineIoHandler> message) {
        EngineIoHandler to = handler;
        if (to == null) {
            return;
        }
        try {
            message.accept(to);
        } catch (MalformedException e) {
            fail(e.closeCode());
        } catch (RuntimeException e) {
            LOG.error("The handler of a connection failed", e);
            fail(CloseCode.MALFORMED);
        }
    }

    // From polling to a WebSocket.

    /** A WebSocket stands that names this connection. */
    void knock(Transport candidate) {
        if (ended || upgrade != null || polling() == null) {
            candidate.abort(CloseCode.NORMAL);
        } else {
            upgrade = new Upgrade(
                    candidate,
                    WebSocketConnection.now() + options().upgradeTimeout().toMillis());
        }
    }

    private void probe(Upgrade candidate, Packet packet) {
        PollingTransport polling = polling();
        char type = packet instanceof Packet.Text text ? text.type() : 0;
        if (polling == null) {
            return;
        }
        if (type == Packet.PING) {
            candidate.transport.send(Packet.Text.of(Packet.PONG, ((Packet.Text) packet).data()));
            polling.probe();
        } else if (type == Packet.UPGRADE) {
            upgrade = null;
            transport = candidate.transport;
            polling.handOver().forEach(transport::send);
            polling.handOverDrained().forEach(transport::onceDrained);
        } else {
            candidate.transport.abort(CloseCode.PROTOCOL_ERROR);
        }
    }

    /** A WebSocket has gone. */
    @Override
    public void lost(Transport from) {
        if (from == transport) {
            end();
            loop.remove(this);
        } else if (upgrade != null && upgrade.transport == from) {
            upgrade = null;
            PollingTransport polling = polling();
            if (polling != null && !ended) {
                polling.resume();
            }
        }
    }

    /**
     * Runs what a poll asks. While a WebSocket knocks that another event loop accepted, the poll goes around by that one, so
     * that what the client has said there before is heard before.
     */
    void behindUpgrade(Runnable task) {
        if (upgrade != null && upgrade.transport instanceof AcrossLoops away) {
            away.loop().execute(() -> loop.execute(task));
        } else {
            task.run();
        }
    }

    // What the client is sent.

    @Override
    public void send(EngineIoMessage message) {
        if (!ended) {
            transport.send(message.packet());
        }
    }

    @Override
    public boolean writeQueueFull() {
        return transport.writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> drained) {
        if (!ended) {
            transport.onceDrained(drained);
        }
    }

    // The end.

    @Override
    public void close() {
        close(CloseCode.NORMAL);
    }

    void close(int code) {
        if (!ended) {
            end();
            if (transport.end(code)) {
                loop.remove(this);
            }
        }
    }

    /** Ends it because something went wrong. */
    void fail(int code) {
        if (!ended) {
            end();
            transport.abort(code);
            loop.remove(this);
        }
    }

    /** The client says good-bye. */
    private void leave() {
        PollingTransport polling = polling();
        if (polling == null) {
            close(CloseCode.NORMAL);
        } else {
            end();
            polling.leave();
            loop.remove(this);
        }
    }

    /** What was left to fetch was fetched, or its time is up. */
    void finished() {
        loop.remove(this);
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (upgrade != null) {
            upgrade.transport.abort(CloseCode.NORMAL);
        }
        if (handler != null) {
            try {
                handler.gone();
            } catch (RuntimeException e) {
                LOG.error("The handler of a connection that has gone failed", e);
            }
        }
    }

    /** Whether its client has been silent for too long; then it ends. */
    boolean expired(long now) {
        if (!ended && heartbeat.expired(now)) {
            fail(CloseCode.PROTOCOL_ERROR);
            return true;
        }
        return false;
    }

    /** Looks at the clock: called every tick of the event loop's sweep, with its time in milliseconds. */
    void sweep(long now) {
        PollingTransport polling = polling();
        if (polling != null) {
            polling.sweep(now);
        }
        if (ended || expired(now)) {
            return;
        }
        if (heartbeat.pingDue(now)) {
            transport.send(Packet.Text.of(Packet.PING, ""));
        }
        if (upgrade != null && now >= upgrade.until) {
            upgrade.transport.abort(CloseCode.NORMAL);
        }
        deliver(EngineIoHandler::tick);
    }
}
