package dev.parley.gateway.chip;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes and reads chat ids: 24 letters and digits, the visitor's only credential. Any thread. */
final class ChatId {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int LENGTH = 24;

    /** Old clients have an e-mail address behind the id. */
    private static final Pattern FORM = Pattern.compile("([a-zA-Z0-9]{24})(:[^@\\s]+@[^@\\s]+)?");

    private final SecureRandom random = new SecureRandom();

    /** A new one. */
    String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** The id in what a client has kept; empty when that is none. */
    static Optional<String> read(String text) {
        Matcher form = FORM.matcher(text.strip());
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }
}
