package dev.parley.conversation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be counted in a store. A <em>message</em> here is a text, an image (also an invalid one) or a file by the
 * person. The promises of {@link Store} about contexts and failures hold here too.
 */
public interface Statistics {
    /** When a session's first and last message came. */
    record Span(UUID session, Instant first, Instant last) {}

    /**
     * What happened to a bot's sessions in a period.
     *
     * @param active sessions with a message
     * @param received messages
     * @param answered those of them that the engine has dealt with
     */
    record Usage(long active, long received, long answered) {}

    /**
     * What a bot's engine has still to deal with.
     *
     * @param events how many events
     * @param oldest when the oldest of them was stored
     */
    record Backlog(UUID bot, long events, Instant oldest) {}

    /** The sessions of a bot that have a message, by id after {@code after}, at most {@code limit}. */
    Future<List<Span>> spans(UUID bot, Optional<UUID> after, int limit);

    /** What happened since then. */
    Future<Usage> usage(UUID bot, Instant since);

    /** By skill, how many of a bot's sessions it answered since then. */
    Future<Map<String, Long>> skills(UUID bot, Instant since);

    /** Bots with undelivered events. */
    Future<List<Backlog>> backlog();

    /**
     * At most {@code limit} sessions of a bot that were closed before one time, or were opened before another and never
     * got a message.
     */
    Future<List<UUID>> expired(UUID bot, Instant closedBefore, Instant silentBefore, int limit);
}
