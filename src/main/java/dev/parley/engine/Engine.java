package dev.parley.engine;

import dev.parley.conversation.Event;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Answers for one bot.
 *
 * <pre>
 *   opened --> deliver, deliver, ... --> closed      one session: one delivery at a time, in the log's order
 *                |  ^
 *                |  wroteAgain, takenOver            while a delivery runs: its answer may not be wanted any more
 *                v
 *              Answer --committed with the engine's new position--> the person's clients
 *
 *   typing, seen, erased, receipt                    at any time; in no log, and perhaps lost
 * </pre>
 *
 * <p>There is one a bot and event loop. All its methods run on that event loop, which owns its sessions: nothing needs a
 * lock, sessions go on side by side, and an engine that blocks moves that to a worker. Only {@link #deliver} has to be
 * written; all else is a no-op until an engine wants it.
 *
 * <p>An engine writes nothing itself. What it answers is committed for it, or dropped when it comes too late: a human has
 * taken over, or another server was faster. A delivery that fails is tried again after a growing pause, unless it fails as
 * {@linkplain DeliveryException#refused refused}; one that was answered may come again after a crash, with the same event
 * id.
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

    /**
     * Answers one event of the person: what it says ({@link Event#isForEngine}) or changes. The answer is committed together
     * with the engine's new position; nobody waits meanwhile but this session. What is thrown is a failure too.
     */
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
