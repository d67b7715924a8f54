package dev.parley.gateway.chatio;

import dev.parley.bot.UuidText;
import dev.parley.gateway.DerivedId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids that follow from what they name, so that nobody keeps them and every loop and server comes to the same. A chat is
 * all that a person and a bot say to each other; a thread's id is its session's, which follows from the thread before.
 */
final class Ids {
    private static final long MICROS = 1_000_000;

    private Ids() {}

    static String chat(UUID person, UUID bot) {
        return DerivedId.of("chat", person, bot).toString();
    }

    /** The session of the thread behind another one, or the first one. */
    static UUID thread(UUID person, UUID bot, @Nullable UUID before) {
        return DerivedId.of("thread", person, bot, before == null ? bot : before);
    }

    static String botUser(UUID bot) {
        return bot.toString();
    }

    /** A human on the bot's side is known by name alone. */
    static String agent(UUID bot, String name) {
        return DerivedId.of("agent " + name, bot).toString();
    }

    /** Threads are put in order by when they began. */
    static long threadOrder(Instant createdAt) {
        return createdAt.getEpochSecond() * MICROS + createdAt.getNano() / 1_000;
    }

    static @Nullable UUID parse(String text) {
        return UuidText.parse(text).orElse(null);
    }
}
