package dev.parley.socketio;

import java.security.SecureRandom;
import java.util.Base64;

/** Names sockets so that nobody guesses them. */
final class SocketId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 15;

    private SocketId() {}

    /** 120 random bits in 20 characters. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
