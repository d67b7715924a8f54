package dev.parley.media;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an {@code Accept} header. */
final class Accepts {
    private Accepts() {}

    /** True unless the header is there and leaves JSON out. */
    static boolean json(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return true;
        }
        for (String range : accept.split(",", -1)) {
            String type = HeaderValue.parse(range).value().toLowerCase(Locale.ROOT);
            if (type.equals("*/*") || type.equals("application/*") || type.equals("application/json")) {
                return true;
            }
        }
        return false;
    }
}
