package dev.parley.conversation;

import org.jspecify.annotations.Nullable;

/**
 * Who an event is from.
 *
 * @param type the side that speaks
 * @param name the display name, if there is one
 */
public record Author(Type type, @Nullable String name) {
    /** The nameless person. */
    public static final Author PERSON = new Author(Type.PERSON, null);

    /** The server itself. */
    public static final Author SYSTEM = new Author(Type.SYSTEM, null);

    /** The sides of a conversation; {@link #text()} is the word used in JSON and in the store. */
    public enum Type {
        PERSON,
        BOT,
        AGENT,
        SYSTEM;

        public String text() {
            return switch (this) {
                case PERSON -> "person";
                case BOT -> "bot";
                case AGENT -> "agent";
                case SYSTEM -> "system";
            };
        }

        /** The side of this word. */
        public static Type of(String text) {
            return switch (text) {
                case "person" -> PERSON;
                case "bot" -> BOT;
                case "agent" -> AGENT;
                case "system" -> SYSTEM;
                default -> throw new IllegalArgumentException("no side is called " + text);
            };
        }
    }
}
