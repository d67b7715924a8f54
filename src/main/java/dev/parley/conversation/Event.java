package dev.parley.conversation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a session's log.
 *
 * @param seq 1, 2, 3 ... without gaps within its session
 * @param at when it was stored, in microseconds, never before the previous event of the session
 * @param cause the seq it answers, if it answers one
 * @param clientId the sender's own id; the same one twice from one side of a session is stored once
 */
public record Event(
        UUID id,
        long seq,
        Instant at,
        Author author,
        Body body,
        @Nullable Long cause,
        @Nullable String clientId) {
    /**
     * True for what an engine is to be told: all that the person says and changes. Coming, going and typing are for
     * human eyes.
     */
    public boolean isForEngine() {
        return author.type() == Author.Type.PERSON
                && !(body instanceof Body.Joined
                        || body instanceof Body.Left
                        || body instanceof Body.Typing
                        || body instanceof Body.Closed);
    }
}
