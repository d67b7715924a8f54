package dev.parley.delivery;

import dev.parley.bot.Bot;
import dev.parley.conversation.Body;
import dev.parley.conversation.DeliveryPosition;
import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import dev.parley.engine.Engine;

/**
 * One event on its way to an engine.
 *
 * @param session as it stood when the engine was asked
 * @param bot as it was then, with its engine
 * @param position what must still be true when the outcome is committed
 */
record DeliveryAttempt(Session session, Bot bot, Engine engine, Event event, DeliveryPosition position) {
    /** Whether the bot is shown typing meanwhile: not while it takes note of data, which nobody sees. */
    boolean showsTyping() {
        return engine.showsTyping() && event.body().kind() != Body.Kind.DATA_MERGED;
    }
}
