package dev.parley.config;

import java.util.regex.Pattern;

/** Where conversations are kept. As text the password shows as stars. */
public sealed interface StoreLocation {
    /** A file in the data directory. */
    record Sqlite() implements StoreLocation {
        @Override
        public String toString() {
            return "sqlite";
        }
    }

    /**
     * A PostgreSQL database.
     *
     * @param url {@code postgresql://user:password@host:port/database?parameters}, password included
     */
    record Postgres(String url) implements StoreLocation {
        private static final Pattern FORM =
                Pattern.compile("postgres(ql)?://([^:/?#@\\s]+(:[^/?#@\\s]*)?@)?[^/?#@\\s]+/[^/?#@\\s]+(\\?[^#\\s]*)?");

        @Override
        public String toString() {
            return masked(url);
        }
    }

    /** Reads {@code sqlite} or a URL; fails with an {@link IllegalArgumentException} that says what else it is. */
    static StoreLocation parse(String text) {
        if (text.equals("sqlite")) {
            return new Sqlite();
        }
        if (!Postgres.FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    text.startsWith("postgres")
                            ? "must be written postgresql://user:password@host:port/database, with / ? # @ in a password"
                                    + " as %2F %3F %23 %40"
                            : "must be sqlite or postgresql://user:password@host:port/database");
        }
        return new Postgres(text);
    }

    /** A text with stars in the place of every password of a URL; rather too many stars than too few. */
    static String masked(String text) {
        return text.replaceAll("(?s)(://[^:/@]*):.*@", "$1:***@")
                // No @ behind it: what is no port may be a password all the same.
                .replaceAll("(://[^:/@]*):(?!\\*\\*\\*@|\\d{1,5}([/?]|$))[^/?]*", "$1:***")
                .replaceAll("([?&]password=)[^&]*", "$1***");
    }
}
