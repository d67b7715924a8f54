package dev.parley.engine.socket;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A process that is a bot's side, as long as it is connected. Engines on several event loops hand it sessions, so what
 * they do here is callable from any thread.
 */
public final class Backend {
    private final UUID bot;
    private final Consumer<BackendMessage> connection;
    private final AtomicInteger sessions = new AtomicInteger();

    Backend(UUID bot, Consumer<BackendMessage> connection) {
        this.bot = bot;
        this.connection = connection;
    }

    UUID bot() {
        return bot;
    }

    /** Tells it something; lost when the connection has just ended, of which its engines hear. */
    void tell(BackendMessage told) {
        connection.accept(told);
    }

    /** How many sessions it has, on all event loops together. */
    int sessions() {
        return sessions.get();
    }

    void take() {
        sessions.incrementAndGet();
    }

    void release() {
        sessions.decrementAndGet();
    }
}
