package dev.parley.engineio;

import dev.parley.websocket.SteadyClock;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The connection was closed while it polled: what was said before has still to be fetched, and then the end. Clients of
 * Socket.IO 4 would hear the end first if both came together, so each has a poll of its own.
 */
final class Lingering implements ConnectionState {
    /** How long last words wait for a poll, in milliseconds. */
    private static final long PATIENCE = 2_000;

    private final EngineSession session;
    private final PollOutbox outbox;
    private long until;

    Lingering(EngineSession session, PollOutbox outbox) {
        this.session = session;
        this.outbox = outbox;
    }

    /** The poll that waits, if there is one, is answered. */
    void begin() {
        until = SteadyClock.millis() + PATIENCE;
        if (outbox.polled()) {
            say();
        }
    }

    private void say() {
        if (outbox.isEmpty()) {
            session.vanish();
            outbox.finish(PollOutbox.CLOSE);
        } else {
            until = SteadyClock.millis() + PATIENCE;
            outbox.answerAll();
        }
    }

    @Override
    public void poll(Handler<PollAnswer> answer) {
        outbox.hold(answer);
        say();
    }

    @Override
    public void cancelled(Handler<PollAnswer> poll) {
        outbox.cancel(poll);
    }

    @Override
    public @Nullable Refusal post(byte[] body, boolean binary) {
        return Refusal.SESSION_UNKNOWN;
    }

    @Override
    public void fail(int code) {
        session.vanish();
    }

    @Override
    public void sweep(long now) {
        if (now >= until) {
            session.vanish();
        }
    }
}
