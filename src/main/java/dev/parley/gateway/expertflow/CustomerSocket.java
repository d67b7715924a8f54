package dev.parley.gateway.expertflow;

import dev.parley.bot.Bot;
import dev.parley.conversation.Session;
import dev.parley.feed.KeyedQueue;
import dev.parley.feed.Loops;
import dev.parley.feed.Registration;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client: a customer's, which may be in several conversations, or a connector's, which may stand for several channels.
 * Belongs to its event loop.
 */
final class CustomerSocket {
    private final ExpertflowContext context;
    private final Loops<ExpertflowLoop> loops;
    private final Connectors connectors;
    private final ClientSocket client;
    private final @Nullable String secret;
    private final Map<UUID, Follower> joined = new HashMap<>(2);
    private final Map<String, Registration> standing = new HashMap<>(0);
    private final KeyedQueue turns = new KeyedQueue();
    private boolean gone;

    /**
     * @param secret what was shown at the connection to be let in as a connector
     */
    CustomerSocket(
            ExpertflowContext context,
            Loops<ExpertflowLoop> loops,
            Connectors connectors,
            ClientSocket client,
            @Nullable String secret) {
        this.context = context;
        this.loops = loops;
        this.connectors = connectors;
        this.client = client;
        this.secret = secret;
    }

    ClientSocket client() {
        return client;
    }

    /** Does something in a conversation when all that came before is done. */
    <T> Future<T> inTurn(UUID conversation, Supplier<Future<T>> action) {
        return turns.take(conversation, action);
    }

    /** The conversation as this client follows it; without one the future fails with what is wrong. */
    Future<Follower> joined(UUID conversation) {
        Follower follower = joined.get(conversation);
        if (follower != null) {
            return Future.succeededFuture(follower);
        }
        return context.reader()
                .session(ConversationRef.of(conversation))
                .compose(found -> Future.failedFuture(found.map(session ->
                                session.open() ? Fault.forbidden("Join the conversation first") : Fault.ended())
                        .orElseGet(Fault::unknownConversation)));
    }

    /** Enters a conversation, unless it is in it; true when nobody ever was before. */
    Future<Boolean> enter(Session session, Bot bot, Customer customer) {
        if (joined.containsKey(session.id())) {
            return Future.succeededFuture(false);
        }
        return loops.call(loops.owner(session.id()), owner -> owner.presence().enter(session, bot, customer.author()))
                .compose(first -> {
                    if (gone) {
                        left(session, customer, 0, false);
                        throw Fault.unavailable("The connection is gone");
                    }
                    return Future.succeededFuture(first);
                });
    }

    /** Follows a conversation it has entered, in place of how it followed it before. */
    Follower follow(Session session, Customer customer) {
        Follower follower = new Follower(client, context, loops.here(), session, customer, this::leave);
        Follower before = joined.put(session.id(), follower);
        if (before != null) {
            before.end();
        }
        return follower;
    }

    /** Leaves a conversation. */
    void leave(Follower follower) {
        follower.end();
        Session session = follower.session();
        if (joined.remove(session.id(), follower)) {
            left(session, follower.customer(), follower.cursor(), follower.isClosed());
        }
    }

    private void left(Session session, Customer customer, long told, boolean over) {
        Future<Void> marked = told > session.heard()
                ? context.conversations().heard(Map.of(session.id(), told))
                : Future.succeededFuture();
        marked.onComplete(done -> loops.run(loops.owner(session.id()), owner -> {
            if (over) {
                owner.presence().over(session.id());
            } else {
                owner.presence().leave(session, customer.author());
            }
            connectors.of(session).ifPresent(connector -> connector.offer(session));
        }));
    }

    /** Stands for the customers of a channel, if it may; false when it is not let in. */
    boolean stand(String channel, @Nullable String shown) {
        return context.channels()
                .get()
                .of(channel)
                .map(served -> stand(
                        new ConnectorLogin(channel, served.bot().id(), client, shown == null ? secret : shown), served))
                .orElse(false);
    }

    private boolean stand(ConnectorLogin login, BotChannels.Served served) {
        if (!login.isAllowed(served.entry())) {
            return false;
        }
        Connector connector = new Connector(context, loops, login, connectors::stands);
        connectors.put(connector);
        Registration before = standing.put(
                ExpertflowEntry.key(login.channel()), loops.here().hub().bot(login.bot(), connector));
        if (before != null) {
            before.end();
        }
        return true;
    }

    /** The socket has gone: it is in no conversation any more, and stands for nobody. */
    void gone() {
        gone = true;
        List.copyOf(joined.values()).forEach(this::leave);
        standing.values().forEach(Registration::end);
        connectors.remove(client);
    }
}
