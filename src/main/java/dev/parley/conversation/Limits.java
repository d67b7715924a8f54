package dev.parley.conversation;

/**
 * What one conversation may hold.
 *
 * @param maxText characters (code points) of one text
 * @param maxData bytes of a session's data as JSON
 */
public record Limits(int maxText, int maxData) {
    public static final Limits DEFAULT = new Limits(100_000, 65_536);

    /** Throws a {@link RefusedException} with {@code TOO_LONG} when this says more than one text may. */
    void check(Body body) {
        String said = switch (body.kind()) {
            case TEXT -> ((Body.Text) body).text();
            case WITHHELD -> ((Body.Withheld) body).text();
            case IMAGE, INVALID_IMAGE, FILE, JOINED, LEFT, HANDED_OFF, NO_AGENT, DATA_MERGED, TYPING, CLOSED, UNKNOWN ->
                "";
        };
        if (said.length() > maxText && said.codePointCount(0, said.length()) > maxText) {
            throw new RefusedException(Refusal.TOO_LONG, "text over " + maxText + " characters");
        }
    }
}
