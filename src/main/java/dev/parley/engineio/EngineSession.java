package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.SteadyClock;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection has in every state: its heartbeat, the application's handler, and the state itself. Packets that were read
 * come here, and go on to the handler. Lives on the event loop that opened it.
 */
final class EngineSession {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSession.class);

    private final EngineLoop loop;
    private final Sid sid;
    private final Codec codec;
    private final Heartbeat heartbeat;
    private ConnectionState state = Gone.INSTANCE;
    private @Nullable EngineIoHandler handler;
    private boolean ended;

    EngineSession(EngineLoop loop, Handshake handshake) {
        this.loop = loop;
        sid = Sid.create(loop.index());
        codec = handshake.codec();
        heartbeat = Heartbeat.of(handshake.protocol(), loop.options(), SteadyClock.millis());
    }

    EngineLoop loop() {
        return loop;
    }

    Sid sid() {
        return sid;
    }

    Codec codec() {
        return codec;
    }

    ConnectionState state() {
        return state;
    }

    void become(ConnectionState next) {
        state = next;
    }

    /** Who hears what the client says. */
    void accept(EngineIoHandler accepted) {
        handler = accepted;
        if (ended) {
            accepted.gone();
        }
    }

    // What the client says.

    /** Takes a frame. */
    void take(boolean binary, byte[] frame) {
        try {
            take(binary ? codec.decodeBinary(frame) : codec.decodeText(frame));
        } catch (MalformedException e) {
            state.fail(e.closeCode());
        }
    }

    /** Takes the body of a POST, up to what is no packet; the result says why not all, null if all was taken. */
    @Nullable
    Refusal takeAll(boolean binary, byte[] body) {
        try {
            List<Packet> packets = binary ? codec.decodeBinaryPayload(body) : codec.decodePayload(body);
            for (Packet packet : packets) {
                if (!ended) {
                    take(packet);
                }
            }
            return null;
        } catch (MalformedException e) {
            state.fail(e.closeCode());
            return Refusal.BAD_REQUEST;
        }
    }

    private void take(Packet packet) {
        heartbeat.received(SteadyClock.millis());
        switch (packet.type()) {
            case Packet.MESSAGE -> message(packet);
            case Packet.PING -> {
                heartbeat.pinged();
                state.send(packet.pong());
            }
            case Packet.PONG -> heartbeat.ponged(SteadyClock.millis());
            case Packet.CLOSE -> state.leave();
            default -> {
                // Open, upgrade and noop mean nothing here; the original servers ignore them.
            }
        }
    }

    private void message(Packet packet) {
        if (packet instanceof Packet.Binary bytes) {
            Buffer data = Buffer.buffer(bytes.data());
            deliver(to -> to.message(data));
        } else {
            String data = packet.text();
            deliver(to -> to.message(data));
        }
    }

    private void deliver(Consumer<EngineIoHandler> call) {
        EngineIoHandler to = handler;
        if (to == null) {
            return;
        }
        try {
            call.accept(to);
        } catch (MalformedException e) {
            state.fail(e.closeCode());
        } catch (RuntimeException e) {
            LOG.error("The handler of a connection failed", e);
            state.fail(CloseCode.MALFORMED);
        }
    }

    // The clock.

    /** Whether its client has been silent for too long; then it ends. */
    boolean expired(long now) {
        if (!ended && heartbeat.expired(now)) {
            state.fail(CloseCode.PROTOCOL_ERROR);
            return true;
        }
        return false;
    }

    /** Looks at the clock for what is alike in all states. */
    void sweep(long now) {
        if (ended || expired(now)) {
            return;
        }
        if (heartbeat.pingDue(now)) {
            state.send(Packet.Text.of(Packet.PING, ""));
        }
        deliver(EngineIoHandler::tick);
    }

    // The end.

    /** The application hears that it has ended, once; what there is to say still may be said. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (handler != null) {
            try {
                handler.gone();
            } catch (RuntimeException e) {
                LOG.error("The handler of a connection that has gone failed", e);
            }
        }
    }

    /** Nothing is left to say: its id is unknown from now on. */
    void vanish() {
        state = Gone.INSTANCE;
        loop.forget(sid);
    }
}
