package dev.parley.engine;

import dev.parley.conversation.Event;
import dev.parley.conversation.Notification;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.List;

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

    /**
     * Hears what is told of a session of this bot and is in no log: the person types ({@link Notification.Typing}), has seen
     * something ({@link Notification.Seen}), or everything of it is gone ({@link Notification.Erased}).
     */
    default void hear(Notification notification) {}

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

    /** True when typing is shown while a delivery runs. */
    default boolean typing() {
        return false;
    }
}
