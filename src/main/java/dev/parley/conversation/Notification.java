package dev.parley.conversation;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the fan-out tells. Immutable; handed around by reference inside one process. */
public sealed interface Notification {
    /** A session's log grew by these events (or its data changed, with none). */
    record LogAppended(Session session, List<Event> events) implements Notification {}

    /** A session is gone with all it had. */
    record Erased(UUID session, UUID bot) implements Notification {}

    /** A bot was made, changed or removed; its channels look at the registry again. */
    record BotChanged(UUID bot) implements Notification {}

    /** Somebody began or stopped typing; not stored. */
    record Typing(UUID session, UUID bot, Author author, boolean on) implements Notification {}

    /**
     * A document beside the log changed.
     *
     * @param bot the bot it is about
     * @param person the person it is about; null for a session nobody is known in
     * @param change the writer's name for the change
     */
    record DocumentChanged(
            Documents.Owner owner, UUID bot, @Nullable UUID person, String name, DataPatch patch, UUID change)
            implements Notification {}

    /** The person has seen everything up to a seq. */
    record Seen(UUID session, UUID bot, long seq) implements Notification {}

    /** Events of a session that were given up shall be delivered after all. */
    record Replay(UUID session, UUID bot) implements Notification {}

    /** How the delivery of one of the person's events to the bot stands; not stored. */
    record Status(UUID session, UUID bot, UUID event, long seq, Delivery delivery) implements Notification {}

    /**
     * A piece of an answer that is still being made; not stored.
     *
     * @param event the id the whole answer will have in the log
     * @param n the pieces of an answer are numbered 0, 1, 2 ...
     * @param delta what to put behind the pieces before; null when the answer was given up and these are void
     */
    record AnswerDelta(
            UUID session,
            UUID bot,
            UUID event,
            int n,
            @Nullable String delta) implements Notification {}

    /** What can be said of a delivery; {@link #text()} is the word clients are told. */
    enum Delivery {
        /** The bot has dealt with it. */
        DELIVERED,
        /** It failed and is tried again. */
        DELAYED,
        /** It is given up. */
        UNDELIVERABLE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
