package dev.parley.phoenix;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names a long-poll session and the event loop that owns it. Its random part makes it impossible to guess, so it needs no
 * signature; opaque to clients.
 */
record LongPollToken(int loop, String random) {
    /**
     * A new one.
     *
     * @param loop the number of the event loop that owns the session
     */
    static LongPollToken create(int loop) {
        return new LongPollToken(loop, UUID.randomUUID().toString());
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
        return loop + "." + random;
    }
}
