package dev.parley.phoenix;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Names a long-poll session and the event loop that owns it. 128 random bits make it impossible to guess, so it needs no
 * signature; opaque to clients.
 */
record LongPollToken(int shard, String random) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    static LongPollToken create(Shard shard) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new LongPollToken(
                shard.index(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Reads a token; null if it is none. */
    static @Nullable LongPollToken parse(@Nullable Object text) {
        if (!(text instanceof String token)) {
            return null;
        }
        int dot = token.indexOf('.');
        try {
            return dot < 0
                    ? null
                    : new LongPollToken(Integer.parseInt(token.substring(0, dot)), token.substring(dot + 1));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    String text() {
        return shard + "." + random;
    }
}
