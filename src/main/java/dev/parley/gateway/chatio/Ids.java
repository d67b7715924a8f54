package dev.parley.gateway.chatio;

import dev.parley.bot.UuidText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        return derived("chat", person, bot).toString();
    }

    /** The session of the thread behind another one, or the first one. */
    static UUID thread(UUID person, UUID bot, @Nullable UUID before) {
        return derived("thread", person, bot, before == null ? bot : before);
    }

    static String botUser(UUID bot) {
        return bot.toString();
    }

    /** A human on the bot's side is known by name alone. */
    static String agent(UUID bot, String name) {
        return derived("agent " + name, bot).toString();
    }

    /** Threads are put in order by when they began. */
    static long threadOrder(Instant createdAt) {
        return createdAt.getEpochSecond() * MICROS + createdAt.getNano() / 1_000;
    }

    static @Nullable UUID parse(String text) {
        return UuidText.parse(text).orElse(null);
    }

    private static UUID derived(String kind, UUID... from) {
        byte[] name = kind.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(from.length * 2 * Long.BYTES + name.length);
        for (UUID id : from) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        try {
            ByteBuffer digest = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(bytes.put(name).array()));
            long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
            long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
