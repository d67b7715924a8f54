package dev.parley.socketio.engineio;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The id of a connection: the number of the event loop that owns it, and 120 random bits, so that it cannot be guessed. */
record Sid(int loop, String text) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 15;

    static Sid create(int loop) {
        return new Sid(loop, loop + "." + random());
    }

    /** 120 random bits in 20 characters. */
    static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads what a client says is one; null if it is none. */
    static @Nullable Sid parse(String text) {
        int dot = text.indexOf('.');
        try {
            return dot < 0 ? null : new Sid(Integer.parseInt(text, 0, dot, 10), text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
