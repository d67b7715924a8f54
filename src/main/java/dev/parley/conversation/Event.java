package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a session's log.
 *
 * @param seq 1, 2, 3 ... without gaps within its session
 * @param at when it was stored, in microseconds, never before the previous event of the session, and later than every
 *     earlier event of its person
 * @param cause the seq it answers, if it answers one
 * @param clientId the sender's own id; the same one twice from one side of a session is stored once
 * @param note what the gateway that carried it in wants to know when it shows it, and nobody else looks at; never changed
 */
public record Event(
        UUID id,
        long seq,
        Instant at,
        Author author,
        Body body,
        @Nullable Long cause,
        @Nullable String clientId,
        @Nullable JsonObject note) {
    /** An event without a note. */
    public Event(
            UUID id, long seq, Instant at, Author author, Body body, @Nullable Long cause, @Nullable String clientId) {
        this(id, seq, at, author, body, cause, clientId, null);
    }

    /**
     * True for what an engine is to be told: all that the person says and changes. Coming, going and typing are for
     * human eyes.
     */
    public boolean isForEngine() {
        return author.type() == Author.Type.PERSON
                && switch (body.kind()) {
                    case TEXT, IMAGE, INVALID_IMAGE, FILE, WITHHELD, HANDED_OFF, NO_AGENT, DATA_MERGED -> true;
                    case JOINED, LEFT, TYPING, CLOSED, UNKNOWN -> false;
                };
    }

    /** False for what a newer server wrote and this one passes over. */
    public boolean isKnown() {
        return body.kind() != Body.Kind.UNKNOWN;
    }
}
