package dev.parley.gateway;

import dev.parley.bot.Bot;
import dev.parley.conversation.Session;
import io.vertx.core.Future;

/**
 * Where gateways ask engines what is no part of a log and wait for the answer. Callable from any context; futures
 * complete on the caller's. What was asked runs on the event loop that owns the session.
 */
public interface EngineCalls {
    /** Tells an engine that one of its sessions began, unless it learns so by itself. Fails when the other side does not take it. */
    Future<Void> opened(Bot bot, Session session);

    /** Tells the engine that the person's client has a message. Fails when the other side does not take it. */
    Future<Void> receipt(Session session, String externalId);
}
