package dev.parley.engineio;

import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/** The connection has ended: requests that were under way hear what later ones will. */
enum Gone implements ConnectionState {
    INSTANCE;

    @Override
    public void poll(Handler<PollAnswer> answer) {
        answer.handle(PollAnswer.refused(Refusal.SESSION_UNKNOWN));
    }

    @Override
    public @Nullable Refusal post(byte[] body, boolean binary) {
        return Refusal.SESSION_UNKNOWN;
    }
}
