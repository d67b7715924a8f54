package dev.parley.engineio;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The id of a connection: the number of the event loop that owns it, and 122 random bits, so that it cannot be guessed. */
record Sid(int loop, String text) {
    static Sid create(int loop) {
        return new Sid(loop, loop + "." + UUID.randomUUID());
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
