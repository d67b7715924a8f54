package dev.parley.engineio;

import dev.parley.websocket.CloseCode;
import io.vertx.core.Handler;
import org.jspecify.annotations.Nullable;

/**
 * What a connection does with whatever comes, in one of its states.
 *
 * <pre>
 *                  a WebSocket knocks            it says: upgrade
 * {@link OverPolls} ----------------------> {@link Probing} ----------------> {@link OverWebSocket}
 *     |      ^                          |  |                            |
 *     |      +--- the WebSocket gives up --+  |                            |
 *     |                                       |                            |
 *     +--- closed: last words --> {@link Lingering} --- fetched, or 2 s ----> {@link Gone} <--- closed, failed
 *                                (closed while probing: {@link LingeringUpgrade})
 * </pre>
 *
 * <p>Where a state says nothing else, requests are refused and the rest is dropped.
 */
interface ConnectionState {
    /** A client waits for what there is to say. */
    default void poll(Handler<PollAnswer> answer) {
        answer.handle(PollAnswer.refused(Refusal.BAD_REQUEST));
    }

    /** The client of a poll has gone. */
    default void cancelled(Handler<PollAnswer> poll) {}

    /** What a poll was answered found nobody. */
    default void undelivered() {}

    /** Takes the body of a POST; the result says why not, null if it was taken. */
    default @Nullable Refusal post(byte[] body, boolean binary) {
        return Refusal.BAD_REQUEST;
    }

    /** Runs a request, behind what its client said before by other ways. */
    default void inTurn(Runnable request) {
        request.run();
    }

    /** A WebSocket stands that names this connection. */
    default void knock(Transport candidate) {
        candidate.close(CloseCode.NORMAL);
    }

    /** A frame came by a WebSocket. */
    default void received(Transport from, boolean binary, byte[] bytes) {}

    /** A WebSocket has gone. */
    default void lost(Transport from) {}

    /** Says something to the client. */
    default void send(Packet packet) {}

    /** True while more waits to be sent than a paced sender should add to. */
    default boolean writeQueueFull() {
        return false;
    }

    /** Calls the handler once, when there is room. */
    default void onceDrained(Handler<Void> handler) {}

    /** The connection ends, behind what was sent. */
    default void close(int code) {}

    /** The connection ends because something went wrong. */
    default void fail(int code) {}

    /** The client says good-bye. */
    default void leave() {}

    /** Looks at the clock: called every tick of the event loop, with its time in milliseconds. */
    default void sweep(long now) {}
}
