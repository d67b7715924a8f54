package dev.parley.engine.socket;

import dev.parley.bot.Bot;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.gateway.GatewayContext;
import dev.parley.gateway.PushRefused;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * A backend that has joined, as its pushes find it.
 *
 * @param id of the bot whose side it is
 */
record JoinedBackend(GatewayContext context, UUID id, Acknowledgements acknowledgements) {
    Conversations conversations() {
        return context.conversations();
    }

    /** The bot as it is now, since its name signs what it says; a push to one that is gone is refused. */
    Bot bot() {
        return context.bots().get(id).orElseThrow(() -> PushRefused.because("bot_not_found"));
    }

    /** Any session of the bot, whichever gateway it was born on. */
    SessionRef target(UUID session) {
        return new SessionRef(session, id, null);
    }

    /** Completes when the session is one that can be told something; else fails with why it cannot. */
    Future<Session> open(UUID session) {
        return context.feed().reader().session(target(session)).map(found -> {
            Session opened = found.orElseThrow(() -> PushRefused.because("unknown_session"));
            if (!opened.open()) {
                throw PushRefused.because("session_closed");
            }
            return opened;
        });
    }
}
