package dev.parley.conversation;

/**
 * What one conversation may hold.
 *
 * @param maxText characters (code points) of one text
 * @param maxData bytes of a session's data as JSON
 */
public record Limits(int maxText, int maxData) {
    public static final Limits DEFAULT = new Limits(100_000, 65_536);
}
