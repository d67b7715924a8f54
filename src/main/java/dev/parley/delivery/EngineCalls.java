package dev.parley.delivery;

import dev.parley.bot.Bot;
import dev.parley.conversation.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where gateways ask engines what is no part of a log and wait for the answer. Callable from any context; futures
 * complete on the caller's. What was asked runs on the event loop that owns the session.
 */
public final class EngineCalls {
    private final List<DeliveryVerticle> loops;
    private final Predicate<Bot> joins;

    /**
     * @param loops all instances, in the order of their shares
     * @param joins whether a bot's engine enters its sessions, and so learns of them by itself
     */
    public EngineCalls(List<DeliveryVerticle> loops, Predicate<Bot> joins) {
        this.loops = List.copyOf(loops);
        this.joins = joins;
    }

    /** Tells an engine that one of its sessions began, unless it learns so by itself. Fails when the other side does not take it. */
    public Future<Void> opened(Bot bot, Session session) {
        return joins.test(bot) ? Future.succeededFuture() : owner(session).opened(session);
    }

    /** Tells the engine that the person's client has a message. Fails when the other side does not take it. */
    public Future<Void> receipt(Session session, String externalId) {
        return owner(session).receipt(session, externalId);
    }

    private DeliveryVerticle owner(Session session) {
        return loops.get(DeliveryVerticle.share(session.id(), loops.size()));
    }
}
