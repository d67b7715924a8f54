package dev.parley.gateway.gws;

import dev.parley.conversation.Conversations;
import dev.parley.conversation.Lease;
import dev.parley.conversation.Session;
import dev.parley.conversation.SessionRef;
import dev.parley.feed.KeyedQueue;
import dev.parley.feed.LogReader;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The chats of one event loop, each as somebody asks for it: its requests are dealt with one after the other, and each
 * lets it live on. Nothing is kept of a chat that could not be read again.
 */
final class LiveChats {
    private final Conversations conversations;
    private final LogReader log;
    private final Lease lease;
    private final KnownTranscripts known = new KnownTranscripts();
    private final KeyedQueue turns = new KeyedQueue();

    LiveChats(Conversations conversations, LogReader log, Lease lease) {
        this.conversations = conversations;
        this.log = log;
        this.lease = lease;
    }

    Conversations conversations() {
        return conversations;
    }

    LogReader log() {
        return log;
    }

    KnownTranscripts known() {
        return known;
    }

    /** Does something in a chat when all that was asked for before is done. */
    <T> Future<T> inTurn(UUID chat, Supplier<Future<T>> action) {
        return turns.take(chat, action);
    }

    /** The chat's session, which somebody asks for and so goes on; fails with a {@link Fault} when there is none. */
    Future<Session> session(SessionRef chat) {
        return log.session(chat).compose(found -> {
            if (found.isEmpty()) {
                known.forget(chat.session());
                return Future.failedFuture(Fault.unknownChat());
            }
            return found.filter(lease::isDue)
                    // A lease that cannot be written now is written with one of the next requests.
                    .map(due -> conversations
                            .prolong(chat, lease.from(Instant.now()))
                            .otherwiseEmpty())
                    .orElse(Future.succeededFuture())
                    .map(found.get());
        });
    }
}
