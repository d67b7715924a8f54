package dev.parley.phoenix;

import io.vertx.core.Future;
import java.util.Set;

/**
 * One joined topic of one connection. All methods run on the connection's event loop, one at a time: the next event
 * of this topic waits until the future of the one before is complete, other topics and heartbeats do not.
 * A failed future, or a thrown exception, is a crash: the client gets {@code phx_error} and the connection lives on.
 */
public interface Channel {
    /** Decides whether the topic is joined. A failure answers {@code {"reason":"join crashed"}}. */
    Future<JoinResult> join(String topic, Payload payload, ChannelSocket socket);

    /** Handles one push of the client. */
    Future<Result> handleIn(String event, Payload payload, MessageRef ref, ChannelSocket socket);

    /** Handles a message sent with {@link ChannelSocket#send}. */
    default Future<Result> handleInfo(Object message, ChannelSocket socket) {
        return Future.succeededFuture(Result.noReply());
    }

    /** Events whose broadcasts are handed to {@link #handleOut} instead of being sent as they are. */
    default Set<String> intercepts() {
        return Set.of();
    }

    /** Handles an intercepted broadcast; nothing reaches the client unless this pushes it. */
    default void handleOut(String event, Payload payload, ChannelSocket socket) {}

    /** Called once when the channel has ended, whatever the reason; also after a refused join. */
    default void terminate(StopReason reason, ChannelSocket socket) {}
}
