package dev.parley.delivery;

import dev.parley.bot.Bot;
import dev.parley.conversation.Session;
import dev.parley.feed.Slots;
import dev.parley.gateway.EngineCalls;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;

/** Hands what gateways ask of engines to the event loop that owns the session. */
public final class RoutedEngineCalls implements EngineCalls {
    private final List<DeliveryVerticle> loops;
    private final Predicate<Bot> joins;

    /**
     * @param loops all instances, in the order of their shares
     * @param joins whether a bot's engine enters its sessions, and so learns of them by itself
     */
    public RoutedEngineCalls(List<DeliveryVerticle> loops, Predicate<Bot> joins) {
        this.loops = List.copyOf(loops);
        this.joins = joins;
    }

    @Override
    public Future<Void> opened(Bot bot, Session session) {
        return joins.test(bot) ? Future.succeededFuture() : owner(session).opened(session);
    }

    @Override
    public Future<Void> receipt(Session session, String externalId) {
        return owner(session).receipt(session, externalId);
    }

    private DeliveryVerticle owner(Session session) {
        return loops.get(Slots.owner(session.id(), loops.size()));
    }
}
