package dev.parley.delivery;

import dev.parley.conversation.Author;
import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.feed.Registration;
import dev.parley.feed.SessionHub;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who waits for a bot that failed: a bot that answers anybody, in a session of whatever event loop, is well again. A bot is
 * heard only while somebody waits for it. For one event loop.
 */
final class AnswerWatch {
    private final SessionHub hub;
    private final Map<UUID, Waiters> bots = new HashMap<>();

    /** Those who wait for one bot; to be told of its answers until the registration ends. */
    private record Waiters(Set<Runnable> waiting, Registration registration) {}

    AnswerWatch(SessionHub hub) {
        this.hub = hub;
    }

    /** Calls somebody, by identity, whenever the bot has answered, until the registration ends. */
    Registration add(UUID bot, Runnable answered) {
        bots.computeIfAbsent(bot, first -> new Waiters(new LinkedHashSet<>(), hub.bot(bot, new Answers(bot))))
                .waiting()
                .add(answered);
        return () -> remove(bot, answered);
    }

    private void remove(UUID bot, Runnable answered) {
        Waiters there = bots.get(bot);
        if (there != null && there.waiting().remove(answered) && there.waiting().isEmpty()) {
            bots.remove(bot);
            there.registration().end();
        }
    }

    private void answered(UUID bot) {
        Waiters there = bots.get(bot);
        if (there != null) {
            List.copyOf(there.waiting()).forEach(Runnable::run);
        }
    }

    /** Hears what shows that a bot has answered. */
    private final class Answers implements SessionHub.BotListener {
        private final UUID bot;

        Answers(UUID bot) {
            this.bot = bot;
        }

        @Override
        public void logAppended(Notification.LogAppended told) {
            if (told.events().stream().anyMatch(Answers::isAnswer)) {
                answered(bot);
            }
        }

        private static boolean isAnswer(Event event) {
            return event.author().type() == Author.Type.BOT && event.cause() != null;
        }

        /** It may have nothing to say, which no log shows. */
        @Override
        public void status(Notification.Status told) {
            if (told.delivery() == Notification.Delivery.DELIVERED) {
                answered(bot);
            }
        }

        @Override
        public void erased(Notification.Erased told) {}
    }
}
