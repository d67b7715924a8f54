package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The connection was closed while a WebSocket was about to take over. The client may have paused its polls by then, and would
 * never hear of the end by them; or it has not heard of the probe's success yet, and polls on. The last words go the way that it
 * takes.
 */
final class LingeringUpgrade implements ConnectionState {
    private final EngineSession session;
    private final PollOutbox outbox;
    private final Lingering polling;
    private final Transport candidate;

    LingeringUpgrade(EngineSession session, PollOutbox outbox, Transport candidate) {
        this.session = session;
        this.outbox = outbox;
        this.candidate = candidate;
        polling = new Lingering(session, outbox);
    }

    /** The poll that waits, if there is one, is answered. */
    void begin() {
        polling.begin();
        closeWithPolling();
    }

    private void closeWithPolling() {
        if (session.state() != this) {
            candidate.close(CloseCode.NORMAL);
        }
    }

    @Override
    public void received(Transport from, boolean binary, byte[] bytes) {
        if (from == candidate) {
            // It says "upgrade", or nothing that can be understood.
            session.vanish();
            outbox.handOver(candidate);
            candidate.close(CloseCode.NORMAL);
        }
    }

    @Override
    public void lost(Transport from) {
        if (from == candidate) {
            session.become(polling);
        }
    }

    @Override
    public void inTurn(Runnable request) {
        candidate.behind(request);
    }

    @Override
    public void poll(Handler<PollAnswer> answer) {
        polling.poll(answer);
        closeWithPolling();
    }

    @Override
    public void cancelled(Handler<PollAnswer> poll) {
        polling.cancelled(poll);
    }

    @Override
    public @Nullable Refusal post(byte[] body, boolean binary) {
        return polling.post(body, binary);
    }

    @Override
    public void fail(int code) {
        polling.fail(code);
        closeWithPolling();
    }

    @Override
    public void sweep(long now) {
        polling.sweep(now);
        closeWithPolling();
    }
}
