package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import dev.parley.websocket.SteadyClock;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket knocks that wants to take over from polling. It probes with a ping; from then on polls are let go empty and what
 * there is to say waits, until the WebSocket says that it takes over, or gives up.
 */
final class Probing implements ConnectionState {
    private final EngineSession session;
    private final PollOutbox outbox;
    private final ConnectionState polling;
    private final Transport candidate;
    private final long until;
    private boolean probed;

    /**
     * @param polling what goes on meanwhile, and afterwards if the WebSocket gives up
     */
    Probing(EngineSession session, PollOutbox outbox, ConnectionState polling, Transport candidate) {
        this.session = session;
        this.outbox = outbox;
        this.polling = polling;
        this.candidate = candidate;
        until = SteadyClock.millis() + session.loop().options().upgradeTimeout().toMillis();
    }

    @Override
    public void received(Transport from, boolean binary, byte[] bytes) {
        if (from != candidate) {
            return;
        }
        try {
            Codec codec = session.codec();
            Packet packet = binary ? codec.decodeBinary(bytes) : codec.decodeText(bytes);
            if (packet.type() == Packet.PING) {
                probed = true;
                candidate.send(packet.pong());
                outbox.probe();
            } else if (packet.type() == Packet.UPGRADE) {
                session.become(new OverWebSocket(session, candidate));
                outbox.handOver(candidate);
            } else {
                candidate.close(CloseCode.PROTOCOL_ERROR);
            }
        } catch (MalformedException e) {
            candidate.close(e.closeCode());
        }
    }

    @Override
    public void lost(Transport from) {
        if (from == candidate) {
            session.become(polling);
            outbox.resume();
        }
    }

    /** A poll goes around by the WebSocket's event loop: what the client has said there before is heard before. */
    @Override
    public void inTurn(Runnable request) {
        candidate.behind(request);
    }

    @Override
    public void sweep(long now) {
        outbox.release();
        polling.sweep(now);
        if (now >= until && session.state() == this) {
            candidate.close(CloseCode.NORMAL);
        }
    }

    // The end takes both.

    @Override
    public void close(int code) {
        if (probed) {
            LingeringUpgrade lingering = new LingeringUpgrade(session, outbox, candidate);
            session.become(lingering);
            session.end();
            lingering.begin();
        } else {
            polling.close(code);
            candidate.close(CloseCode.NORMAL);
        }
    }

    @Override
    public void fail(int code) {
        polling.fail(code);
        candidate.close(CloseCode.NORMAL);
    }

    @Override
    public void leave() {
        polling.leave();
        candidate.close(CloseCode.NORMAL);
    }

    // Polling goes on.

    @Override
    public void poll(Handler<PollAnswer> answer) {
        polling.poll(answer);
    }

    @Override
    public void cancelled(Handler<PollAnswer> poll) {
        polling.cancelled(poll);
    }

    @Override
    public void undelivered() {
        polling.undelivered();
    }

    @Override
    public @Nullable Refusal post(byte[] body, boolean binary) {
        return polling.post(body, binary);
    }

    @Override
    public void send(Packet packet) {
        polling.send(packet);
    }

    @Override
    public boolean writeQueueFull() {
        return polling.writeQueueFull();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        polling.onceDrained(handler);
    }
}
