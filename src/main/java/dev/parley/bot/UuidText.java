package dev.parley.bot;

import java.util.Optional;
import java.util.UUID;

/** Reads ids as clients write them: 8-4-4-4-12 hexadecimal digits in either case, any version. */
public final class UuidText {
    private static final int LENGTH = 36;

    private UuidText() {}

    /** The id, or empty when the text is not one; {@link UUID#fromString} alone takes shorter groups too. */
    public static Optional<UUID> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
                return Optional.empty();
            }
        }
        return Optional.of(UUID.fromString(text));
    }
}
