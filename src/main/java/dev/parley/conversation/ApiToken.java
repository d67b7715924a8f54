package dev.parley.conversation;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A key to the REST API.
 *
 * @param hash SHA-256 of the token in hexadecimal digits; the token itself is not kept
 * @param bots the bots it is for; empty for all, those to come included
 */
public record ApiToken(UUID id, String name, String hash, Role role, Set<UUID> bots, Instant createdAt) {
    /** What a token may do, each more than the one before; {@link #text()} is the word used in JSON and in the store. */
    public enum Role {
        /** Look at bots and read conversations. */
        READ,
        /** Also speak in conversations, take them over, close them and replay. */
        OPERATOR,
        /** Everything: bots, tokens, erasure. */
        ADMIN;

        /** The role whose word this is. */
        public static Role of(String text) {
            return switch (text) {
                case "read" -> READ;
                case "operator" -> OPERATOR;
                case "admin" -> ADMIN;
                default -> throw new IllegalArgumentException("a token of the unknown role " + text);
            };
        }

        public String text() {
            return switch (this) {
                case READ -> "read";
                case OPERATOR -> "operator";
                case ADMIN -> "admin";
            };
        }
    }
}
