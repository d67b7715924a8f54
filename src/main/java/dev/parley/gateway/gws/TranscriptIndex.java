package dev.parley.gateway.gws;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code index} from a query as it stood in the request line. Clients send such queries as {@code ?{}}, which no
 * strict reader of addresses takes, so what is no {@code index} is passed over.
 */
final class TranscriptIndex {
    private static final String NAME = "index=";
    private static final int DIGITS = 18;

    private TranscriptIndex() {}

    /** The first {@code index}, or empty without one; {@link Fault} when it is no whole number of 0 or more. */
    static OptionalLong parse(@Nullable String query) {
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(NAME)) {
                return number(pair.substring(NAME.length()));
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong number(String text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Fault.invalid("index is not a whole number of 0 or more");
        }
        String digits = text.replaceFirst("^0+", "");
        if (digits.length() > DIGITS) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
        return OptionalLong.of(digits.isEmpty() ? 0 : Long.parseLong(digits));
    }
}
