package dev.parley.conversation;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the fan-out tells. Immutable; handed around by reference inside one process. Who hears it is a {@link Listener},
 * which has decided about every kind.
 */
public sealed interface Notification {
    /** Calls the listener's method for this kind. */
    void accept(Listener listener);

    /** Hears what the fan-out tells, each kind by a method of its own: a new kind does not compile until all have it. */
    interface Listener {
        void logAppended(LogAppended told);

        void erased(Erased told);

        void botChanged(BotChanged told);

        void typing(Typing told);

        void documentChanged(DocumentChanged told);

        void seen(Seen told);

        void replay(Replay told);

        void status(Status told);

        void answerDelta(AnswerDelta told);
    }

    /** A session's log grew by these events (or its data changed, with none). */
    record LogAppended(Session session, List<Event> events) implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.logAppended(this);
        }
    }

    /** A session is gone with all it had. */
    record Erased(UUID session, UUID bot) implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.erased(this);
        }
    }

    /** A bot was made, changed or removed; its channels look at the registry again. */
    record BotChanged(UUID bot) implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.botChanged(this);
        }
    }

    /** Somebody began or stopped typing; not stored. */
    record Typing(UUID session, UUID bot, Author author, boolean on) implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.typing(this);
        }
    }

    /**
     * A document beside the log changed.
     *
     * @param bot the bot it is about
     * @param person the person it is about; null for a session nobody is known in
     * @param change the writer's name for the change
     */
    record DocumentChanged(
            DocumentQueries.Owner owner, UUID bot, @Nullable UUID person, String name, DataPatch patch, UUID change)
            implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.documentChanged(this);
        }
    }

    /** The person has seen everything up to a seq. */
    record Seen(UUID session, UUID bot, long seq) implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.seen(this);
        }
    }

    /** Events of a session that were given up shall be delivered after all. */
    record Replay(UUID session, UUID bot) implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.replay(this);
        }
    }

    /** How the delivery of one of the person's events to the bot stands; not stored. */
    record Status(UUID session, UUID bot, UUID event, long seq, Delivery delivery) implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.status(this);
        }
    }

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
            @Nullable String delta) implements Notification {
        @Override
        public void accept(Listener listener) {
            listener.answerDelta(this);
        }
    }

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
