package dev.parley.conversation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who attends to a session on the bot's side.
 *
 * @param agent the name of the human who has it, null unless the kind is {@link Kind#AGENT}
 */
public record Assignee(Kind kind, @Nullable String agent) {
    /** The bot's engine: what the person does is delivered to it. */
    public static final Assignee ENGINE = new Assignee(Kind.ENGINE, null);

    /** Nobody yet: the engine asked for a human. What the person does is kept and counts as delivered. */
    public static final Assignee NOBODY = new Assignee(Kind.NOBODY, null);

    /** A human who took over. */
    public static Assignee agent(String name) {
        return new Assignee(Kind.AGENT, name);
    }

    /** The assignee whose kind is this word. */
    public static Assignee of(String kind, @Nullable String agent) {
        return switch (kind) {
            case "engine" -> ENGINE;
            case "nobody" -> NOBODY;
            case "agent" -> agent(Objects.requireNonNull(agent));
            default -> throw new IllegalArgumentException("an attendant of the unknown kind " + kind);
        };
    }

    /** The kinds; {@link #text()} is the word used in JSON and in the store. */
    public enum Kind {
        ENGINE,
        NOBODY,
        AGENT;

        public String text() {
            return switch (this) {
                case ENGINE -> "engine";
                case NOBODY -> "nobody";
                case AGENT -> "agent";
            };
        }
    }
}
