package dev.parley.bot;

import java.util.function.UnaryOperator;

/**
 * Something a gateway finds a bot by, so that only one bot may have it: a key of an API, a licence, the name of a
 * channel, or being the bot for whoever names none. Claims of entries of one type with the same key and value conflict.
 *
 * @param key the kind of thing; empty for being the default
 * @param value what is claimed; empty for the default
 * @param place where the entry says so, {@code /license}; empty for the entry as a whole
 * @param refusal what is said to the second one who claims it, of the words for the bot that has it
 */
public record Claim(String key, String value, String place, UnaryOperator<String> refusal) {
    /** A setting that others may read, and that its refusal repeats. */
    public static Claim of(String key, String value) {
        return new Claim(key, value, "/" + key, owner -> key + " " + value + " is used by " + owner);
    }

    /** Being the bot of whoever asks for none by name. */
    public static Claim byDefault(String type) {
        return new Claim("", "", "", owner -> owner + " is the default of " + type + " already");
    }
}
