package dev.parley.conversation;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into a log: everything but its place and time.
 *
 * @param id chosen by the writer, who can so tell its own event when it comes back by the fan-out
 */
public record Draft(
        UUID id,
        Author author,
        Body body,
        @Nullable Long cause,
        @Nullable String clientId,
        @Nullable JsonObject note) {
    /** A draft without a note. */
    public Draft(UUID id, Author author, Body body, @Nullable Long cause, @Nullable String clientId) {
        this(id, author, body, cause, clientId, null);
    }

    /** The same with a note for the gateway that will show it. */
    public Draft noted(JsonObject said) {
        return new Draft(id, author, body, cause, clientId, said);
    }

    public static Draft of(Author author, Body body) {
        return new Draft(newId(), author, body, null, null);
    }

    public static Draft of(Author author, Body body, @Nullable Long cause, @Nullable String clientId) {
        return new Draft(newId(), author, body, cause, clientId);
    }

    /** A version 4 UUID without the cost of a secure random: an event's id names, it does not protect. */
    public static UUID newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
