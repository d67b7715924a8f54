package dev.parley.gateway.gws;

import dev.parley.conversation.Author;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a chat; they stay listed when they have gone.
 *
 * @param number 1, 2, 3 ... in the order they came, the customer always 1
 * @param side whom the log says it is
 * @param name the name that side is told apart by, null where there is but one of it
 */
record Participant(
        int number,
        String nickname,
        Author.Type side,
        @Nullable String name) {
    static Participant of(int number, Author author) {
        String nickname = author.name();
        return new Participant(
                number,
                nickname == null || nickname.isEmpty() ? fallback(author.type()) : nickname,
                author.type(),
                nameOf(author));
    }

    boolean is(Author author) {
        return side == author.type() && Objects.equals(name, nameOf(author));
    }

    /** True for everybody on the bot's side who talks. */
    boolean isAgent() {
        return side == Author.Type.BOT || side == Author.Type.AGENT;
    }

    /** The protocol's word. */
    String type() {
        return switch (side) {
            case PERSON -> "Customer";
            case BOT, AGENT -> "Agent";
            case SYSTEM -> "External";
        };
    }

    // A chat has one customer, one bot and one server, whatever they are called; humans are told apart by name.
    private static @Nullable String nameOf(Author author) {
        return author.type() == Author.Type.AGENT ? author.name() : null;
    }

    private static String fallback(Author.Type side) {
        return switch (side) {
            case PERSON -> "Anonymous";
            case BOT, AGENT -> "Agent";
            case SYSTEM -> "system";
        };
    }
}
