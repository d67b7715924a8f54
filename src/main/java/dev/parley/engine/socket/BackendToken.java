package dev.parley.engine.socket;

import dev.parley.bot.Bot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What a backend shows to be its bot's side: one of the tokens in the bot's manifest. */
final class BackendToken {
    /** The engine's type in a manifest. */
    static final String ENGINE = "socket";

    private BackendToken() {}

    /** Whether a token makes its bearer the side of this bot. Every one it has is compared, each in constant time. */
    static boolean admits(Bot bot, String token) {
        byte[] guess = token.getBytes(StandardCharsets.UTF_8);
        boolean admitted = false;
        if (bot.manifest().engineType().equals(ENGINE)) {
            for (String wanted : bot.manifest().engineTokens()) {
                admitted |= MessageDigest.isEqual(wanted.getBytes(StandardCharsets.UTF_8), guess);
            }
        }
        return admitted;
    }
}
