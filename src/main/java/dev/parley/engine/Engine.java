package dev.parley.engine;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Answers for one bot. All methods run on the event loop that owns the session, one delivery of a session at a time,
 * sessions side by side; an engine that blocks moves that to a worker. A failed delivery is tried again.
 */
public interface Engine {
    /**
     * A session of this bot began. Where the engine joins sessions it is told once its {@code joined} is stored, before
     * the first delivery; a lost hint loses that, a repeated one repeats it. An engine that does not join is told by a
     * gateway that wants to know whether the other side is there, and only by it.
     */
    default Future<Void> opened(Session session) {
        return Future.succeededFuture();
    }

    /** Answers one event of the person; the answer is committed together with the engine's new position. */
    Future<Answer> deliver(Delivery delivery);

    /** The person's client confirmed a message by the id it has outside. */
    default Future<Void> receipt(Session session, String externalId) {
        return Future.succeededFuture();
    }

    /** The person began or stopped typing, which is in no log. */
    default void typing(UUID session, boolean on) {}

    /** The person has seen everything up to a seq. */
    default void seen(UUID session, long seq) {}

    /** A session is gone with all it had; what is kept of it elsewhere should go too. */
    default void erased(UUID session) {}

    /**
     * The person wrote again while a delivery of the session runs. What was written is delivered when that is over; an
     * engine may end it with nothing to say and answer all of it together.
     */
    default void wroteAgain(Session session, List<Event> events) {}

    /** A human took the session over while a delivery of it runs: its answer will be dropped. */
    default void takenOver(Session session) {}

    /** The conversation ended. */
    default Future<Void> closed(Session session) {
        return Future.succeededFuture();
    }

    /** The bot was removed or changed, or the server stops. */
    default Future<Void> stop() {
        return Future.succeededFuture();
    }

    /** True when the bot is shown typing while a delivery runs. */
    default boolean showsTyping() {
        return false;
    }
}
