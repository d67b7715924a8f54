package dev.parley.gateway.expertflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;

/** Makes participant ids: 21 characters of 64, together with the conversation's id the customer's only credential. Any thread. */
final class ParticipantId {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int LENGTH = 21;

    private final SecureRandom random = new SecureRandom();

    /** A new one. */
    String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** Whether a guess is the id; how long that takes tells nothing of how near it was. */
    static boolean matches(String id, String guess) {
        return MessageDigest.isEqual(id.getBytes(UTF_8), guess.getBytes(UTF_8));
    }
}
