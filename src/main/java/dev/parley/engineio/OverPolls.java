package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/** The connection is carried by polls and posts. */
final class OverPolls implements ConnectionState {
    private final EngineSession session;
    private final PollOutbox outbox;

    OverPolls(EngineSession session, PollOutbox outbox) {
        this.session = session;
        this.outbox = outbox;
    }

    /** A second poll beside a first one is an error, and the end. */
    @Override
    public void poll(Handler<PollAnswer> answer) {
        if (!outbox.poll(answer)) {
            session.state().fail(CloseCode.PROTOCOL_ERROR);
            answer.handle(PollAnswer.refused(Refusal.BAD_REQUEST));
        }
    }

    /** That ends the connection, as its messages may be lost. */
    @Override
    public void cancelled(Handler<PollAnswer> poll) {
        if (outbox.cancel(poll)) {
            session.state().fail(CloseCode.PROTOCOL_ERROR);
        }
    }

    /** It is lost, and so is the connection, which would go on as if it were not. */
    @Override
    public void undelivered() {
        session.state().fail(CloseCode.PROTOCOL_ERROR);
    }

    @Override
    public @Nullable Refusal post(byte[] body, boolean binary) {
        return session.takeAll(binary, body);
    }

    @Override
    public void knock(Transport candidate) {
        session.become(new Probing(session, outbox, this, candidate));
    }

    @Override
    public void send(Packet packet) {
        outbox.add(packet);
        if (outbox.farTooMuch()) {
            session.state().fail(CloseCode.TRY_LATER);
        }
    }

    @Override
    public boolean writeQueueFull() {
        return outbox.full();
    }

    @Override
    public void onceDrained(Handler<Void> handler) {
        outbox.onceDrained(handler);
    }

    @Override
    public void close(int code) {
        Lingering lingering = new Lingering(session, outbox);
        session.become(lingering);
        session.end();
        lingering.begin();
    }

    @Override
    public void fail(int code) {
        finish(PollOutbox.CLOSE);
    }

    @Override
    public void leave() {
        finish(PollOutbox.NOOP);
    }

    private void finish(Packet last) {
        session.vanish();
        session.end();
        outbox.finish(last);
    }

    @Override
    public void sweep(long now) {
        if (outbox.stalled(now)) {
            session.state().fail(CloseCode.TRY_LATER);
        } else {
            session.sweep(now);
        }
    }
}
